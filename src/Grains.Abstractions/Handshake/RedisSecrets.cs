using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Handshake;

/// <summary>
/// The secret that lies in Redis under the prefix, so that who may use this Redis belongs. The first silo makes it; another takes its place
/// where somebody writes one. Thread-safe.
/// </summary>
/// <param name="connect">The connection that the process has anyway.</param>
/// <param name="prefix">The prefix of the cluster.</param>
/// <param name="makes">Whether to make one where there is none, and to put it back where Redis lost it: silos do.</param>
/// <param name="logger">Where trouble is told.</param>
internal sealed partial class RedisSecrets(
    Func<Task<IConnectionMultiplexer>> connect, string prefix, bool makes, ILogger logger) : IClusterSecrets
{
    private const int NewSecretBytes = 32;

    /// <summary>Before each look, whoever asks for it: strangers make a silo look, too.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(50);

    private readonly RedisKey _name = ClusterName.SecretKey(prefix);
    private readonly Lock _lock = new();
    private volatile ClusterKey[] _keys = [];
    private volatile string? _secret;
    private Task _looking = Task.CompletedTask;

    public IReadOnlyList<ClusterKey> Keys => _keys;

    public bool MayChange => true;

    /// <exception cref="RedisException">Redis does not answer, or refuses.</exception>
    /// <exception cref="SessionStoreUnavailableException">What lies there is no secret.</exception>
    public async Task ReadAsync()
    {
        var database = (await connect().ConfigureAwait(false)).GetDatabase();
        var found = await database.StringGetAsync(_name).ConfigureAwait(false);
        if (found.IsNullOrEmpty && makes)
        {
            var secret = _secret ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NewSecretBytes));
            await database.StringSetAsync(_name, secret, when: When.NotExists).ConfigureAwait(false);
            found = await database.StringGetAsync(_name).ConfigureAwait(false);
        }

        Use(found);
    }

    public Task RefreshAsync()
    {
        lock (_lock)
            return _looking = _looking.IsCompleted ? LookAsync() : _looking;
    }

    private async Task LookAsync()
    {
        try
        {
            await Task.Delay(LookPause).ConfigureAwait(false);
            await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception trouble) when (trouble is RedisException or TimeoutException or SessionStoreUnavailableException
            or ObjectDisposedException)
        {
            LogNotRead(logger, trouble);
        }
    }

    private void Use(RedisValue found)
    {
        if (found.IsNullOrEmpty || found == _secret)
            return;
        var secret = found.ToString();
        if (secret.Length < SessionLimits.MinSecretLength)
            throw new SessionStoreUnavailableException(
                $"What lies in Redis as {_name} is no secret: it has {secret.Length} characters, and needs " +
                $"{SessionLimits.MinSecretLength}. Delete the key, so that a silo makes one, or write one that is longer.")
            {
                RetryAfter = null,
            };
        (_secret, _keys) = (secret, [ClusterKey.Of(secret, prefix)]);
    }

    [LoggerMessage(LogLevel.Debug, "The secret of the cluster was not read anew.")]
    private static partial void LogNotRead(ILogger logger, Exception trouble);
}
