using SessionOrleans.Signals;

namespace SessionOrleans.Sessions;

/// <summary>
/// One session: its value, its life and its lock. The key is the session's id. Expected outcomes are results; an
/// exception is a breached limit (<see cref="ArgumentException"/>) or a fault. Who listens to it hears, without a message, when another
/// value was written and when it ended.
/// </summary>
[Alias("SessionOrleans.ISessionGrain")]
internal interface ISessionGrain : ISignalSource
{
    /// <summary>Reads the session and prolongs it when it slides.</summary>
    [Alias("Read")]
    ValueTask<Reply> Read();

    /// <summary>Reads the session as <see cref="Read"/> does, without its value where that is of the version the caller has.</summary>
    [Alias("ReadNewer")]
    ValueTask<Reply> ReadNewer(long known);

    /// <summary>Reads what is known of the session, without its value, and prolongs nothing.</summary>
    [Alias("Inspect")]
    ValueTask<InspectReply> Inspect();

    /// <summary>Writes the value, if the condition and the lock allow it.</summary>
    [Alias("Write")]
    ValueTask<Reply> Write(WriteRequest request);

    /// <summary>Restarts the session's time to live, or gives it a new one.</summary>
    [Alias("Extend")]
    ValueTask<Reply> Extend(TimeSpan? timeToLive);

    /// <summary>Ends the session, whoever holds its lock.</summary>
    [Alias("Remove")]
    ValueTask<Reply> Remove();

    /// <summary>Takes the lock, or a place in its queue. The same attempt keeps its place, or its grant.</summary>
    [Alias("Acquire")]
    ValueTask<Reply> Acquire(LockRequest request);

    /// <summary>
    /// Parks until the attempt is granted or sent away, for two seconds at most. An attempt that has no place yet takes one if somebody
    /// holds the lock; gone, if nobody does: then it is to be asked for.
    /// </summary>
    [Alias("Wait")]
    [AlwaysInterleave]
    ValueTask<Reply> Wait(LockRequest request);

    /// <summary>Gives up a place in the queue, or a grant that came too late for its waiter.</summary>
    [Alias("Abandon")]
    ValueTask Abandon(Guid attempt);

    /// <summary>Starts the holder's lease anew.</summary>
    [Alias("Renew")]
    ValueTask<Reply> Renew(long token);

    /// <summary>Ends the holder's lease.</summary>
    [Alias("Release")]
    ValueTask<Reply> Release(long token);

    /// <summary>Takes the lock away from whoever holds it.</summary>
    [Alias("Break")]
    ValueTask<Reply> Break(string reason);
}
