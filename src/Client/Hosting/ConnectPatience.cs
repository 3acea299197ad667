using SessionOrleans.Handshake;

namespace SessionOrleans.Hosting;

/// <summary>Lets a client try for a while to reach its first silo, and says once that it does.</summary>
internal sealed partial class ConnectPatience(
    TimeSpan limit, string place, HandshakeRefusals? refusals, ILogger logger) : IClientConnectionRetryFilter
{
    /// <summary>Silos that refuse a client will not let it in later: long enough for a secret that is exchanged just now.</summary>
    private static readonly TimeSpan RefusedLimit = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private bool _told;

    public TimeSpan Limit => limit;

    public bool IsExhausted { get; private set; }

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (TimeProvider.System.GetElapsedTime(_begin) + Pause > limit || refusals?.RefusedFor > RefusedLimit)
        {
            IsExhausted = true;
            return false;
        }

        if (!_told)
            LogTrying(logger, place, limit);
        _told = true;
        await Task.Delay(Pause, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo answers {Place} yet; trying for {Limit}.")]
    private static partial void LogTrying(ILogger logger, string place, TimeSpan limit);
}
