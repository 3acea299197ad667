using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>How a connection for sessions has to be set up, so that trouble is told within three seconds and over soon after Redis
/// is.</summary>
internal static class RedisLinkSettings
{
    /// <summary>
    /// Changes <paramref name="options"/>: no waiting in a queue for a connection that is not there (<see cref="RedisLink"/> knows better
    /// how long that is worth it), an answer within two seconds, looked after twice a second, and no keys in the client's messages.
    /// </summary>
    public static ConfigurationOptions ForSessions(this ConfigurationOptions options)
    {
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.AsyncTimeout = (int)CallTimings.StorageAnswer.TotalMilliseconds;
        options.SyncTimeout = options.AsyncTimeout;
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        options.ReconnectRetryPolicy = new LinearRetry(250);
        options.ConnectTimeout = 2_000;
        options.KeepAlive = 5;
        options.IncludeDetailInExceptions = false;
        options.IncludePerformanceCountersInExceptions = false;
        return options;
    }
}
