namespace SessionOrleans.Membership;

/// <summary>
/// Looks into the active silos every second, from before the silo is active until it has stopped. A silo that was removed fences itself,
/// and says so at once: it need not wait for Orleans to find out. Neighbours whose process has ended are declared dead without probing
/// them.
/// </summary>
internal sealed partial class Heartbeat(
    ActiveSilos activeSilos,
    MembershipLeaseHolder lease,
    ILocalSiloDetails silo,
    IClusterMembershipService cluster,
    IFatalErrorHandler fatalErrors,
    TimeProvider time,
    ILogger<Heartbeat> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _beating = Task.CompletedTask;
    private Task _looking = Task.CompletedTask;
    private readonly HashSet<SiloAddress> _buried = [];
    private bool _entered;
    private bool _silent;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(Heartbeat), ServiceLifecycleStage.RuntimeGrainServices, StartAsync, StopAsync);

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _beating = Task.Run(BeatAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(MembershipTimings.Heartbeat, time);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            lease.Beat(HasCompany());
            // The beat goes on while Redis takes its time, so that its silence is not mistaken for a pause of ours.
            if (_looking.IsCompleted)
                _looking = LookAsync();
            await BuryNeighboursAsync();
        }
    }

    private async Task LookAsync()
    {
        var sent = lease.Now;
        try
        {
            var silos = await activeSilos.ReadAsync();
            if (silos.Contains(silo.SiloAddress))
            {
                _entered = true;
                lease.Found(sent, isAlone: silos.Count == 1 && !HasCompany());
            }
            else if (_entered && lease.Revoke())
            {
                LogStruckOff(logger);
                fatalErrors.OnFatalException(this, "The other silos declared this one dead.");
            }

            if (_silent)
                LogHeard(logger);
            _silent = false;
        }
        catch (Exception exception)
        {
            if (!_silent)
                LogSilent(logger, MembershipTimings.CertainFor, RedisTrouble.ToStorageException(exception, nothingSaved: true).Message);
            _silent = true;
        }
    }

    private async Task BuryNeighboursAsync()
    {
        foreach (var ended in Others.Where(other => SiloNames.HasEnded(other.Name) && _buried.Add(other.SiloAddress)))
        {
            LogEnded(logger, ended.SiloAddress.Endpoint.Port);
            await cluster.TryKill(ended.SiloAddress);
        }
    }

    private bool HasCompany() => Others.Any();

    private IEnumerable<ClusterMember> Others => cluster.CurrentSnapshot.Members.Values.Where(member =>
        member.Status is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping
        && !member.SiloAddress.Equals(silo.SiloAddress));

    [LoggerMessage(LogLevel.Warning, "The other silos declared this one dead, as they do when it stood still or could not be reached. " +
        "Its sessions go on elsewhere; a new silo is started.")]
    private static partial void LogStruckOff(ILogger logger);

    [LoggerMessage(LogLevel.Warning,
        "The process of another silo of this machine has ended without a word (port {Port}). Its sessions go on here and elsewhere.")]
    private static partial void LogEnded(ILogger logger, int port);

    [LoggerMessage(LogLevel.Warning, "The silos of the cluster cannot be read from Redis. A silo that shares its sessions with others " +
        "serves them from memory for {CertainFor} more at most, a lone one goes on. {Trouble}")]
    private static partial void LogSilent(ILogger logger, TimeSpan certainFor, string trouble);

    [LoggerMessage(LogLevel.Information, "The silos of the cluster can be read from Redis again.")]
    private static partial void LogHeard(ILogger logger);
}
