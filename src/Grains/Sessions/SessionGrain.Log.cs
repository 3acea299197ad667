using Microsoft.Extensions.Logging;

namespace SessionOrleans.Sessions;

/// <summary>What a session logs: never an id, a value or a token, only the id's short hash.</summary>
internal sealed partial class SessionGrain
{
    [LoggerMessage(LogLevel.Warning, "Session {IdHash} could not be read; it answers unavailable until it can.")]
    private partial void LogNotRead(Exception trouble, string idHash);

    [LoggerMessage(LogLevel.Warning, "A save of session {IdHash} was not acknowledged.")]
    private partial void LogNotSaved(Exception trouble, string idHash);

    [LoggerMessage(LogLevel.Error, "The storage holds an older state of session {IdHash} than it acknowledged. The session is unavailable until it is loaded anew; see what Redis may lose in docs/operations.md.")]
    private partial void LogOlderThanSeen(string idHash);

    [LoggerMessage(LogLevel.Warning, "The lock of session {IdHash} was broken: {Reason}")]
    private partial void LogBroken(string idHash, string reason);
}
