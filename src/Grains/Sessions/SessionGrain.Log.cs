namespace SessionOrleans.Sessions;

internal sealed partial class SessionGrain
{
    [LoggerMessage(LogLevel.Error, "The storage holds an older state of session {IdHash} than it acknowledged. " +
        "The session is unavailable until it is loaded anew; see what Redis may lose in docs/operations.md.")]
    private partial void LogOlderThanSeen(string idHash);

    [LoggerMessage(LogLevel.Warning, "The lock of session {IdHash} was broken: {Reason}")]
    private partial void LogBroken(string idHash, string reason);
}
