using Orleans.Configuration;
using SessionOrleans.Hosting;

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
    /// How long after its removal from the active silos a silo is declared dead: no look from before lasts longer, and no save that was
    /// begun on the strength of one can still arrive.
    /// </summary>
    public static readonly TimeSpan Revocation = CertainFor + CallTimings.SaveGiveUp;

    /// <summary>
    /// A lone silo that was stopped for longer is in doubt until it has looked again. Nobody can take its sessions over in less: that takes
    /// <see cref="Watch"/> less one <see cref="Publishing"/>, and <see cref="Revocation"/>.
    /// </summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    /// <summary>A silo that left no word this often does not count where another joins.</summary>
    private const int MissedPublishings = 5;

    /// <summary>How often a silo leaves word in the table that it is alive.</summary>
    public static readonly TimeSpan Publishing = TimeSpan.FromSeconds(2);

    /// <summary>A row of another machine that nobody answers for, and that left no word for this long, is a dead silo's.</summary>
    public static readonly TimeSpan Watch = TimeSpan.FromSeconds(8);

    /// <summary>
    /// A silo that its cluster's silos refuse for longer does not start. Longer than the row of a silo counts that left no word, since its
    /// address may be another's by now, who refuses, too.
    /// </summary>
    public static readonly TimeSpan Refused = (MissedPublishings + 1) * Publishing;

    /// <summary>
    /// How long a silo may take to join, counted by Orleans from before it sees to the rows that others left. The others then take it for
    /// dead, and a silo that cannot reach them gives up.
    /// </summary>
    public static readonly TimeSpan LongestJoin = Watch + Revocation + TimeSpan.FromSeconds(15);

    /// <summary>
    /// Three probes missed, two seconds each: a silo that does not answer is found in six to eight seconds, by two of the others, or by the
    /// one that is left. What that costs: a silo that stands still for six seconds (a swapping machine, a debugger) is declared dead
    /// and built anew; a probe each two seconds between any two of up to ten neighbours; a write to the table every two seconds from
    /// each. Clocks of machines may differ by less than ten seconds.
    /// </summary>
    /// <remarks>
    /// No indirect probes: Orleans 10.2.2 lets the silo between wait for exactly as long as it itself waits for that silo, so that about
    /// every second one of them says nothing of a silo that hangs, and two that died together vouch for each other for ever.
    /// </remarks>
    public static void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.EnableIndirectProbes = false;
        options.DeathVoteExpirationTimeout = TimeSpan.FromMinutes(1);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = Publishing;
        options.NumMissedTableIAmAliveLimit = MissedPublishings;
        options.MaxJoinAttemptTime = LongestJoin;
    }

    /// <summary>
    /// Of what silos ask each other. Orleans 10.2.2 goes on sending to a silo that was declared dead while a connection to it is open, as
    /// to one that hangs; where the grain directory asks it for its part, every session of that part waits this long, for 30 seconds by
    /// default.
    /// </summary>
    public static void Apply(SiloMessagingOptions options) => options.SystemResponseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// No lease on a dead silo's part of the grain directory. From Orleans 10.3 on, its grains may not be activated elsewhere for some 24
    /// seconds, in case it lives on. Here nobody is declared dead before it knows that it is out (<see cref="Revocation"/>), and saves are
    /// compare-and-set.
    /// </summary>
    public static void Apply(GrainDirectoryOptions options) => options.RangeLeaseDuration = TimeSpan.Zero;
}
