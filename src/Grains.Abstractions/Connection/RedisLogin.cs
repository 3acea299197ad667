using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>
/// Takes user and password anew where Redis refuses them, as a token that ran out or a password that was exchanged. The connection reads
/// both from its configuration each time that it connects. A provider that knows the login itself is left to it. Thread-safe.
/// </summary>
internal sealed partial class RedisLogin : IDisposable
{
    /// <summary>Between two looks: the connection tries several times a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConnectionMultiplexer _connection;
    private readonly ConfigurationOptions _configuration;
    private readonly Func<Task<ConfigurationOptions>> _configure;
    private readonly ILogger _logger;
    private int _isRenewing;
    private bool _hasFailed;

    public RedisLogin(
        ConnectionMultiplexer connection, ConfigurationOptions configuration, Func<Task<ConfigurationOptions>> configure, ILogger logger)
    {
        (_connection, _configuration, _configure, _logger) = (connection, configuration, configure, logger);
        connection.ConnectionFailed += OnFailed;
    }

    public void Dispose() => _connection.ConnectionFailed -= OnFailed;

    private void OnFailed(object? sender, ConnectionFailedEventArgs failed)
    {
        if (failed.FailureType is ConnectionFailureType.AuthenticationFailure && _configuration.Defaults.Password is null
            && Interlocked.Exchange(ref _isRenewing, 1) == 0)
            _ = RenewAsync();
    }

    private async Task RenewAsync()
    {
        try
        {
            var fresh = await _configure().ConfigureAwait(false);
            if ((fresh.User, fresh.Password) != (_configuration.User, _configuration.Password))
            {
                (_configuration.User, _configuration.Password) = (fresh.User, fresh.Password);
                LogRenewed(_logger);
            }

            _hasFailed = false;
        }
        catch (Exception exception)
        {
            if (!_hasFailed)
                LogNotRenewed(_logger, exception);
            _hasFailed = true;
        }

        await Task.Delay(Pause).ConfigureAwait(false);
        Volatile.Write(ref _isRenewing, 0);
    }

    [LoggerMessage(LogLevel.Information, "Redis refused the login of a connection; a new one was found, and is used from now on.")]
    private static partial void LogRenewed(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "Redis refused the login of a connection, and no new one could be had. Trying again while it does.")]
    private static partial void LogNotRenewed(ILogger logger, Exception exception);
}
