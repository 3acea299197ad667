namespace SessionOrleans.Hosting;

/// <summary>
/// Hears of a silo that cannot go on, such as one that was declared dead while it was paused. Orleans' own handler ends the
/// process, which is not ours to end.
/// </summary>
internal sealed class SiloFailureHandler : IFatalErrorHandler
{
    private readonly TaskCompletionSource<SiloFailure> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first fatal error, when there is one.</summary>
    public Task<SiloFailure> First => _first.Task;

    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        _first.TrySetResult(new SiloFailure(context ?? sender?.ToString() ?? "unknown", exception));
}
