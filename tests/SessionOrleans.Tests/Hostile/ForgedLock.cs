namespace SessionOrleans.Hostile;

/// <summary>A lock that its bearer made up.</summary>
internal sealed class ForgedLock(string id, long token) : ISessionLock
{
    public string SessionId => id;

    public long FencingToken => token;

    public DateTimeOffset HeldSince => default;

    public CancellationToken Lost => default;

    public Session<T>? Value<T>() => null;

    public Task<long> SetAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<Session<T>> UpdateAsync<T>(
        Func<T?, T> update, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<long> SetAndReleaseAsync<T>(T value, SessionWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
