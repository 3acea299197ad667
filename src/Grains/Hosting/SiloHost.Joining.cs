using System.Diagnostics;
using Orleans.Runtime.MembershipService;
using SessionOrleans.Handshake;
using SessionOrleans.Membership;

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
                return await StartUnlessRefusedAsync(cancellationToken);
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
                    "certificates of one authority, or none has (SessionStoreOptions.Tls). In Development a silo listens on loopback " +
                    "unless AdvertisedAddress says otherwise. Where that is not possible, be a client of " +
                    "silos elsewhere (SessionStoreOptions.Hosting = Client).",
                    exception)
                {
                    RetryAfter = null,
                };
            }
        }
    }

    /// <exception cref="SessionStoreUnavailableException">The other silos do not take this one for one of theirs.</exception>
    private async Task<RunningSilo> StartUnlessRefusedAsync(CancellationToken cancellationToken)
    {
        if (_backend!.Access.Handshake?.Refusals is not { } refusals)
            return await RunningSilo.StartAsync(_setup, _backend, before: null, cancellationToken);

        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var look = new Timer(
            _ => GiveUpIfRefused(refusals, giveUp), state: null, MembershipTimings.Heartbeat, MembershipTimings.Heartbeat);
        try
        {
            return await RunningSilo.StartAsync(_setup, _backend, before: null, giveUp.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && refusals.Last is { } refusal)
        {
            throw new SessionStoreUnavailableException($"The silos of the prefix '{_setup.Options.Prefix}' keep this one out. {refusal}")
            {
                RetryAfter = null,
            };
        }
    }

    private static void GiveUpIfRefused(HandshakeRefusals refusals, CancellationTokenSource giveUp)
    {
        if (refusals.RefusedFor > MembershipTimings.Refused)
            giveUp.Cancel();
    }

    private static bool IsKeptOut(Exception exception) =>
        exception is OrleansClusterConnectivityCheckFailedException
        || (exception is AggregateException many && many.InnerExceptions.Any(IsKeptOut))
        || (exception.InnerException is { } inner && IsKeptOut(inner));
}
