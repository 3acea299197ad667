namespace SessionOrleans.Reading;

/// <summary>
/// Lets reads of sessions in other processes share messages while there are many: a message costs many times what a read does. What cannot
/// be read so is read by itself. Traced reads go by themselves, since a message carries one span.
/// </summary>
internal sealed class BatchedReads : ISessionReader
{
    /// <summary>Each leads to one gateway, and has one message under way.</summary>
    private const int Batches = 2;

    /// <summary>
    /// Slots for what is known of sessions, by a hash of their ids; two that share one go by themselves more often than they need.
    /// </summary>
    private const int Slots = 4_096;

    /// <summary>How long a session is read by itself that was not in the memory of the silo that its batch reached.</summary>
    private const int ElsewhereMilliseconds = 2_000;

    private readonly IStoreConnection _connection;
    private readonly ISessionReader _next;
    private readonly ReadBatch[] _batches;
    private readonly long[] _elsewhereUntil = new long[Slots];

    public BatchedReads(IStoreConnection connection, ISessionReader next)
    {
        (_connection, _next) = (connection, next);
        var readers = new GrainReferences<ISessionReaderGrain>(connection);
        _batches = [.. Enumerable.Range(0, Batches).Select(number => new ReadBatch(readers, number))];
    }

    public ValueTask<Reply> ReadAsync(ReadRequest request, CancellationToken cancellationToken) =>
        _connection.HasSilo || SessionTracing.IsListenedTo
            ? _next.ReadAsync(request, cancellationToken)
            : ReadTogetherAsync(request, cancellationToken);

    private async ValueTask<Reply> ReadTogetherAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var hash = (uint)request.Id.GetHashCode(StringComparison.Ordinal);
        var (batch, slot) = (_batches[hash % Batches], (int)(hash / Batches % Slots));
        if (Volatile.Read(ref _elsewhereUntil[slot]) > Environment.TickCount64)
            return await _next.ReadAsync(request, cancellationToken);
        if (batch.TryJoin(request) is { } joined)
        {
            if (await joined.WaitAsync(cancellationToken) is { } session)
                return new(Outcome.Done, session);
            Volatile.Write(ref _elsewhereUntil[slot], Environment.TickCount64 + ElsewhereMilliseconds);
            return await _next.ReadAsync(request, cancellationToken);
        }

        try
        {
            return await _next.ReadAsync(request, cancellationToken);
        }
        finally
        {
            batch.Left();
        }
    }
}
