namespace SessionOrleans.Hosting;

/// <summary>Tells how the backend is chosen: at Information when the user wants to hear it, else at Debug.</summary>
internal sealed partial class DetectionLog(ILogger logger, bool verbose)
{
    private readonly LogLevel _level = verbose ? LogLevel.Information : LogLevel.Debug;

    public void Looking(string where, bool isNamed)
    {
        if (isNamed)
            LogNamed(logger, _level, where);
        else
            LogLocal(logger, _level, where);
    }

    public void Found(RedisFindings findings, string where)
    {
        LogFound(logger, _level, findings.Result.Reason);
        if (findings is not { Result.IsAvailable: true, Settings: { } settings })
            return;
        foreach (var problem in settings.Unfit())
            LogUnfit(logger, where, problem);
        var unknown = string.Join(", ", settings.Unknown());
        if (unknown.Length > 0)
            LogUnknown(logger, _level, where, unknown);
    }

    [LoggerMessage("Looking for Redis at {Where}, as it was named.")]
    private static partial void LogNamed(ILogger logger, LogLevel level, string where);

    [LoggerMessage("No Redis was named; looking for one at {Where}.")]
    private static partial void LogLocal(ILogger logger, LogLevel level, string where);

    [LoggerMessage("{Findings}")]
    private static partial void LogFound(ILogger logger, LogLevel level, string findings);

    [LoggerMessage(LogLevel.Warning, "The Redis at {Where} is not set up for sessions. {Problem}")]
    private static partial void LogUnfit(ILogger logger, string where, string problem);

    [LoggerMessage(
        "The Redis at {Where} does not tell its {Settings} (INFO and CONFIG are forbidden or renamed): see that they suit sessions.")]
    private static partial void LogUnknown(ILogger logger, LogLevel level, string where, string settings);
}
