using System.Diagnostics;
using Orleans.Runtime.MembershipService;

namespace SessionOrleans.Hosting;

/// <summary>How the first silo gets into its cluster.</summary>
internal sealed partial class SiloHost
{
    /// <summary>
    /// Long enough for the others to find out that one of them is gone, or stands still, which until then keeps every new silo out.
    /// </summary>
    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(45);

    /// <exception cref="SessionStoreUnavailableException">The silos that are there cannot be reached from here, or no port is
    /// free.</exception>
    private async Task<RunningSilo> JoinAsync(CancellationToken cancellationToken)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await RunningSilo.StartAsync(_setup, _backend!, before: null, cancellationToken);
            }
            catch (Exception exception) when (IsKeptOut(exception) && Stopwatch.GetElapsedTime(begun) < JoinWithin)
            {
                LogKeptOut(_logger, exception);
            }
            catch (Exception exception) when (IsKeptOut(exception))
            {
                throw new SessionStoreUnavailableException(
                    $"Silos of the prefix '{_setup.Options.Prefix}' are alive and do not answer this one, which cannot join them. Every " +
                    "host that carries a silo must reach every other at its address and silo port: set " +
                    "SessionStoreOptions.AdvertisedAddress and SiloPort on each, and open the port. Either all have TLS, with " +
                    "certificates of one authority, or none has (SessionStoreOptions.Tls). Where that is not possible, be a client of " +
                    "silos elsewhere (SessionStoreOptions.Hosting = Client).",
                    exception)
                {
                    RetryAfter = null,
                };
            }
        }
    }

    private static bool IsKeptOut(Exception exception) =>
        exception is OrleansClusterConnectivityCheckFailedException
        || (exception is AggregateException many && many.InnerExceptions.Any(IsKeptOut))
        || (exception.InnerException is { } inner && IsKeptOut(inner));
}
