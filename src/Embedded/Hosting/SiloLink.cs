using SessionOrleans.Sessions;

namespace SessionOrleans.Hosting;

/// <summary>A silo in this process. Thread-safe; the silo may be built anew underneath.</summary>
internal sealed class SiloLink(SiloSetup setup) : IStoreLink
{
    private readonly SiloHost _silo = new(setup);

    /// <summary>The silo underneath, for tests.</summary>
    internal SiloHost Silo => _silo;

    public IGrainFactory Grains => _silo.Grains;

    public SessionStoreStatus Status => _silo.Choice is { } choice
        ? new SessionStoreStatus(choice.Backend, SessionStoreHosting.Embedded, choice.Reason, choice.IsFallback)
        : throw new InvalidOperationException("The session store is not started.");

    public bool HasSilo => true;

    public SessionSnapshot? ReadLocal(ReadRequest request) =>
        _silo.Silo is { Lost.IsCompleted: false } silo ? silo.Sessions.Read(request) : null;

    public Task StartAsync(CancellationToken cancellationToken) => _silo.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
