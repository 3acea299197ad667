namespace SessionOrleans.Hosting;

/// <summary>What the silo host tells.</summary>
internal sealed partial class SiloHost
{
    private void LogChoice(BackendChoice choice)
    {
        if (choice.IsFallback)
            LogFallback(_logger, choice.Backend, choice.Reason);
        else if (_setup.Options.Verbose)
            LogBackend(_logger, choice.Backend, choice.Reason);
    }

    [LoggerMessage(LogLevel.Information, "The session store uses {Backend}. {Reason}")]
    private static partial void LogBackend(ILogger logger, SessionBackend backend, string reason);

    [LoggerMessage(LogLevel.Warning, "The session store falls back to {Backend}. {Reason}")]
    private static partial void LogFallback(ILogger logger, SessionBackend backend, string reason);

    [LoggerMessage(LogLevel.Debug, "The silo is active on port {SiloPort}, its gateway on {GatewayPort}.")]
    private static partial void LogReady(ILogger logger, int siloPort, int gatewayPort);

    [LoggerMessage(LogLevel.Error, "The silo cannot go on and is built anew: {Context}")]
    private static partial void LogLost(ILogger logger, string context, Exception? exception);

    [LoggerMessage(LogLevel.Warning, "The silo did not stop as it should; what it had acknowledged is in the backend.")]
    private static partial void LogStopFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "The silo could not be built anew; trying again in {Pause}.")]
    private static partial void LogRebuildFailed(ILogger logger, TimeSpan pause, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A silo that is in the cluster does not answer this one. Either it is gone, which the cluster finds out, or it cannot be reached from here; trying again.")]
    private static partial void LogKeptOut(ILogger logger, Exception exception);
}
