namespace SessionOrleans.Updating;

/// <inheritdoc/>
internal sealed class PendingUpdate<T>(string id, Func<T?, T> update, SessionWriteOptions? options, long since, ValueCodec values)
    : PendingUpdate(options, since)
{
    private TaskCompletionSource<Session<T>>? _answer;
    private byte[]? _applied;

    /// <summary>The session as this update left it, once it is saved.</summary>
    public Session<T>? Session { get; private set; }

    /// <summary>For a caller who waits while another runs this update.</summary>
    public Task<Session<T>> Answer => (_answer ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    protected override byte[] ApplyHere(byte[]? from) =>
        _applied = values.Encode(
            id, update(from is not null && values.TryDecode<T>(id, from, out var value) ? value : default), Options?.Limits);

    protected override void SavedHere(SessionSnapshot session, long version)
    {
        try
        {
            Session = values.DecodeOwn<T>(id, session with { Value = _applied, Version = version });
            _answer?.TrySetResult(Session);
        }
        catch (SessionValueException unreadable) when (_answer is not null)
        {
            _answer.TrySetException(unreadable);
        }
    }

    public override void Fail(Exception trouble) => _answer?.TrySetException(trouble);
}
