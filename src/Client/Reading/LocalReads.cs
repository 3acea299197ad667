namespace SessionOrleans.Reading;

/// <summary>Takes a session from the memory of a silo in this process, where it is there: no call is made.</summary>
internal sealed class LocalReads(IStoreConnection connection, ISessionReader next) : ISessionReader
{
    public ValueTask<Reply> ReadAsync(ReadRequest request, CancellationToken cancellationToken) =>
        connection.ReadLocal(request) is { } session ? new(new Reply(Outcome.Done, session)) : next.ReadAsync(request, cancellationToken);
}
