using Orleans.Configuration;

namespace SessionOrleans.Membership;

/// <summary>How fast a cluster finds out who is gone, and how long a silo may trust that it is not.</summary>
internal static class MembershipTimings
{
    /// <summary>How often a silo looks whether it is still a member.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long one look lasts, from the moment it was sent. Longer rides out longer hiccups of Redis; each ungraceful end of a silo
    /// costs its sessions that much, since nobody takes them over before.
    /// </summary>
    public static readonly TimeSpan CertainFor = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long after its removal from the roster a silo is declared dead: no look from before lasts longer, whatever the clocks' rates.
    /// </summary>
    public static readonly TimeSpan Revocation = CertainFor + TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A lone silo that was stopped for longer is in doubt until it has looked again. Nobody can take its sessions over in less: that takes
    /// <see cref="Watch"/> less one <see cref="Publishing"/>, and <see cref="Revocation"/>.
    /// </summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>How often a silo leaves word in the table that it is alive.</summary>
    public static readonly TimeSpan Publishing = TimeSpan.FromSeconds(2);

    /// <summary>A row of another machine that nobody answers for, and that left no word for this long, is a dead silo's.</summary>
    public static readonly TimeSpan Watch = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Three probes missed, two seconds each, in a cluster whose members are looked after by each other; a dead one is found in four to
    /// seven seconds. What that costs: a silo that stands still for six seconds (a swapping machine, a debugger) is declared dead and
    /// built anew, a probe each two seconds between any two of up to ten neighbours, and a write to the table every two
    /// seconds from each. Clocks of machines may differ by less than ten seconds.
    /// </summary>
    public static void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.EnableIndirectProbes = true;
        options.DeathVoteExpirationTimeout = TimeSpan.FromMinutes(1);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = Publishing;
        options.NumMissedTableIAmAliveLimit = 5;
        options.MaxJoinAttemptTime = TimeSpan.FromSeconds(20);
    }
}
