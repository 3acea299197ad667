using SessionOrleans;

namespace StoreProcess;

/// <summary>A fencing token without the handle that knows when it is lost, as a holder has it that does not look.</summary>
internal sealed class BareToken(string sessionId, long fencingToken) : ISessionLock
{
    public string SessionId => sessionId;

    public long FencingToken => fencingToken;

    public DateTimeOffset HeldSince => default;

    public CancellationToken Lost => default;

    public Session<T>? Value<T>() => null;

    public Task<long> SetAsync<T>(T value, SessionWriteOptions? options, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Session<T>> UpdateAsync<T>(Func<T?, T> update, SessionWriteOptions? options, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> SetAndReleaseAsync<T>(T value, SessionWriteOptions? options, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
