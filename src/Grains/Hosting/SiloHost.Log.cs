using System.Net;
using SessionOrleans.Handshake;

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
            _choice!.IsFallback ? $"{_choice.Backend} (a fallback)" : $"{_choice.Backend}{_choice.Place}",
            _setup.Options.Prefix,
            _backend!.Address,
            silo.Ports.Silo,
            silo.Ports.GatewayName,
            _backend.Access.Describe(),
            others.Count is 0 ? "none" : $"{others.Count} ({named})");
        if (_backend.Access is { Proof: ClusterProof.Unauthenticated, IsOpen: true })
            LogUnauthenticated(_logger, _backend.Address, silo.Ports.Silo, silo.Ports.GatewayName);
        if (_backend.Access.IsGatewayMissed)
            LogNoGateway(_logger);
    }

    [LoggerMessage(LogLevel.Warning, "The session store falls back to {Backend}. {Reason}")]
    private static partial void LogFallback(ILogger logger, SessionBackend backend, string reason);

    [LoggerMessage(
        LogLevel.Information,
        "The session store is ready, with a silo in this process: backend {Backend}, prefix {Prefix}, address {Address}, silo port " +
        "{SiloPort}, gateway port {GatewayPort}, proof of belonging: {Proof}, other silos: {Others}.")]
    private static partial void LogReady(
        ILogger logger, string backend, string prefix, IPAddress address, int siloPort, string gatewayPort, string proof, string others);

    [LoggerMessage(LogLevel.Warning,
        "SessionStoreOptions.AllowUnauthenticatedCluster is set: who reaches {Address}, silo port {SiloPort} and gateway port " +
        "{GatewayPort}, reads and changes every session. Leave it out; with Redis nothing else has to be set.")]
    private static partial void LogUnauthenticated(ILogger logger, IPAddress address, int siloPort, string gatewayPort);

    [LoggerMessage(LogLevel.Warning,
        "No port is opened for clients, since nobody could prove that they belong: on memory there is no Redis that keeps a secret. Set " +
        "SessionStoreOptions.ClusterSecret here and in the clients, or Tls. In Development neither is needed, on loopback.")]
    private static partial void LogNoGateway(ILogger logger);

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
