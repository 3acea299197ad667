using System.Net;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Hosting;

/// <summary>Lets a client try for a while to reach its first silo, and says once that it does.</summary>
internal sealed partial class ConnectPatience(TimeSpan limit, IPEndPoint gateway, ILogger logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private bool _told;

    public TimeSpan Limit => limit;

    public bool IsExhausted { get; private set; }

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (TimeProvider.System.GetElapsedTime(_begin) + Pause > limit)
        {
            IsExhausted = true;
            return false;
        }

        if (!_told)
            LogTrying(logger, gateway, limit);
        _told = true;
        await Task.Delay(Pause, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo answers at {Gateway} yet; trying for {Limit}.")]
    private static partial void LogTrying(ILogger logger, IPEndPoint gateway, TimeSpan limit);
}
