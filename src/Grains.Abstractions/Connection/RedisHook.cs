using StackExchange.Redis;

namespace SessionOrleans;

/// <summary>Runs <see cref="SessionStoreOptions.ConfigureRedisAsync"/>, for as long as it may take.</summary>
internal static class RedisHook
{
    /// <summary>Long enough for a token service that tries again by itself.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <exception cref="SessionStoreUnavailableException">It threw, or did not end in time.</exception>
    public static async Task RunAsync(
        Func<ConfigurationOptions, CancellationToken, Task> configure, ConfigurationOptions configuration,
        CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Limit);
        try
        {
            await configure(configuration, patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            throw Failed($"did not end within {Limit.TotalSeconds:0} seconds. See whether the service that gives the token is reached " +
                "from here.", exception);
        }
        catch (Exception exception)
        {
            throw Failed($"threw {exception.GetType().Name}: {FailureText.FirstLine(exception)}", exception);
        }
    }

    private static SessionStoreUnavailableException Failed(string how, Exception exception) =>
        new($"SessionStoreOptions.{nameof(SessionStoreOptions.ConfigureRedisAsync)} {how}", exception) { RetryAfter = null };
}
