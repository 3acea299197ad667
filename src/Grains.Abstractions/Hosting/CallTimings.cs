using Orleans.Configuration;

namespace SessionOrleans.Hosting;

/// <summary>
/// Every time that a call, its retries, a lock or a save has to keep, on both sides of the wire: they fit each other, and a test holds how.
/// Those of membership are in <c>MembershipTimings</c>.
/// </summary>
internal static class CallTimings
{
    /// <summary>Trouble is told within this, counted from when a call was sent.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromSeconds(5);

    /// <summary>How long one call waits for its answer. Orleans' own 30 seconds are as long as a lease.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(4);

    /// <summary>How often Orleans looks for calls whose time is over: they end up to this much later.</summary>
    public static readonly TimeSpan AnswerLook = TimeSpan.FromSeconds(1);

    /// <summary>No call is begun again after this long, unless it is to find out what became of a write.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A call that was begun again is given up after this long. What is left of <see cref="Told"/> is for timers that are
    /// late.</summary>
    public static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(4.75);

    /// <summary>
    /// How long a write that was not answered is asked after, counted from when it was sent. By then a silo that stood still goes on, or is
    /// declared dead and its sessions are served by others. Where the storage is what fails, it is told within <see cref="Told"/>.
    /// </summary>
    public static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(15);

    /// <summary>How long a call waits for its turn where this process has as many under way as it may.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);

    /// <summary>
    /// For how long, or up to twice that, a call that is not answered counts as under way where others wait for their turn.
    /// </summary>
    public static readonly TimeSpan Place = TimeSpan.FromSeconds(1);

    /// <summary>The pause before a call is begun again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The pause before one who watches a session looks again at a store that did not answer.</summary>
    public static readonly TimeSpan WatchPause = TimeSpan.FromSeconds(1);

    /// <summary>How long one who stands in line for a lock rides out a store that does not answer: by then lost silos' sessions are served
    /// again, which takes 9 seconds after the loss of one of three, and 22 after that of two.</summary>
    public static readonly TimeSpan LockOutage = TimeSpan.FromSeconds(30);

    /// <summary>How long a call parks that waits for a lock. Deactivation waits for it, so it is short.</summary>
    public static readonly TimeSpan Park = TimeSpan.FromSeconds(2);

    /// <summary>A waiter that was not heard of for this long has no place any more.</summary>
    public static readonly TimeSpan WaiterSilence = TimeSpan.FromSeconds(6);

    /// <summary>How long a grant waits to be claimed by a waiter that was woken.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromSeconds(3);

    /// <summary>Another activation than the one that granted a lease waits this long beyond its saved end.</summary>
    public static readonly TimeSpan RestoredLease = TimeSpan.FromSeconds(1);

    /// <summary>An update holds its lock for one write; this is how long it outlives a caller that crashed meanwhile.</summary>
    public static readonly TimeSpan UpdateLease = TimeSpan.FromSeconds(5);

    /// <summary>How long Redis has for one answer.</summary>
    public static readonly TimeSpan StorageAnswer = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Redis refuses a save that reaches it later than this after it was begun. So a save whose outcome is not known has been decided once
    /// <see cref="SaveGiveUp"/> has passed, and what a paused silo decided before its pause is not carried out after it.
    /// </summary>
    public static readonly TimeSpan SaveLapse = TimeSpan.FromSeconds(2);

    /// <summary>When a save of unknown outcome is given up. The difference to <see cref="SaveLapse"/> is what clocks may be
    /// apart.</summary>
    public static readonly TimeSpan SaveGiveUp = TimeSpan.FromSeconds(2.5);

    /// <summary>What was staged for a save and never used goes by itself after this long.</summary>
    public static readonly TimeSpan StagedLife = 2 * SaveGiveUp;

    /// <summary>A connection to Redis that broke is usually there again at once; who asks meanwhile waits this long.</summary>
    public static readonly TimeSpan StorageOutage = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What Orleans has to keep. A call that reaches its session late is carried out all the same: dropped, as is the default, a write
    /// could never be found by who asks after it.
    /// </summary>
    public static void Apply(MessagingOptions options)
    {
        options.ResponseTimeout = Answer;
        options.DropExpiredMessages = false;
    }
}
