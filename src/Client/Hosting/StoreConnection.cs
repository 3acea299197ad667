namespace SessionOrleans.Hosting;

/// <summary>
/// The connection of a store that starts with its host. Which link it takes is decided at start, when the configuration is
/// final. Thread-safe.
/// </summary>
internal sealed class StoreConnection(Func<IStoreLink> choose) : IStoreConnection, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile IStoreLink? _link;
    private volatile bool _disposed;

    public IGrainFactory Grains => Link.Grains;

    public SessionStoreStatus Status => Link.Status;

    public bool HasSilo => Link.HasSilo;

    private IStoreLink Link => _link ?? throw new InvalidOperationException(_disposed
        ? "The session store was disposed."
        : "The session store is not started: it starts with its host, before any other hosted service. Start the host, or use " +
            "SessionStoreFactory where there is none.");

    public SessionSnapshot? ReadLocal(ReadRequest request) => Link.ReadLocal(request);

    /// <summary>The link that it takes when it starts.</summary>
    internal IStoreLink Choose() => choose();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(ISessionStore));
            if (_link is not null)
                return;
            var link = Choose();
            try
            {
                await link.StartAsync(cancellationToken);
            }
            catch
            {
                await link.DisposeAsync();
                throw;
            }

            _link = link;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>For containers that are not disposed asynchronously.</summary>
    void IDisposable.Dispose() => Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _disposed = true;
            if (Interlocked.Exchange(ref _link, null) is { } link)
                await link.DisposeAsync();
        }
        finally
        {
            _gate.Release();
        }
    }
}
