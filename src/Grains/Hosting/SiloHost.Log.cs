using System.Net;

namespace SessionOrleans.Hosting;

/// <summary>What the silo host tells.</summary>
internal sealed partial class SiloHost
{
    /// <summary>How many of the other silos a line names.</summary>
    private const int MostNamed = 5;

    private void LogChoice(BackendChoice choice)
    {
        if (choice.IsFallback)
            LogFallback(_logger, choice.Backend, choice.Reason);
    }

    /// <summary>The one line that every start has.</summary>
    private void LogReady(RunningSilo silo)
    {
        var others = silo.Others;
        var named = string.Join(", ", others.Take(MostNamed)) + (others.Count > MostNamed ? ", ..." : "");
        LogReady(
            _logger,
            _choice!.IsFallback ? $"{_choice.Backend} (a fallback)" : $"{_choice.Backend}",
            _setup.Options.Prefix,
            _backend!.Address,
            silo.Ports.Silo,
            silo.Ports.Gateway,
            others.Count is 0 ? "none" : $"{others.Count} ({named})");
    }

    [LoggerMessage(LogLevel.Warning, "The session store falls back to {Backend}. {Reason}")]
    private static partial void LogFallback(ILogger logger, SessionBackend backend, string reason);

    [LoggerMessage(
        LogLevel.Information,
        "The session store is ready, with a silo in this process: backend {Backend}, prefix {Prefix}, address {Address}, silo port " +
        "{SiloPort}, gateway port {GatewayPort}, other silos: {Others}.")]
    private static partial void LogReady(
        ILogger logger, string backend, string prefix, IPAddress address, int siloPort, int gatewayPort, string others);

    [LoggerMessage(LogLevel.Error, "The silo cannot go on and is built anew: {Context}")]
    private static partial void LogLost(ILogger logger, string context, Exception? exception);

    [LoggerMessage(LogLevel.Warning, "The silo did not stop as it should; what it had acknowledged is in the backend.")]
    private static partial void LogStopFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "The silo could not be built anew; trying again in {Pause}.")]
    private static partial void LogRebuildFailed(ILogger logger, TimeSpan pause, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A silo that is in the cluster does not answer this one. Either it is gone, which the cluster finds " +
        "out, or it cannot be reached from here; trying again.")]
    private static partial void LogKeptOut(ILogger logger, Exception exception);
}
