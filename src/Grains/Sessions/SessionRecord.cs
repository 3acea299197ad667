using SessionOrleans.Hosting;

namespace SessionOrleans.Sessions;

/// <summary>
/// What is stored of one id: a session, a lock, both, or a tombstone. Immutable: a change is a new record, swapped in once it is saved.
/// </summary>
internal sealed record SessionRecord
{
    /// <summary>Nothing stored, and no tombstone.</summary>
    public static readonly SessionRecord None = new();

    /// <summary>Stands for something stored that is no record this version can read.</summary>
    public static readonly SessionRecord Unreadable = new() { Version = -1 };

    /// <summary>Grows with every save, over removal and re-creation too; assigned by the storage. 0: nothing stored.</summary>
    public long Version { get; init; }

    /// <summary>The session's bytes; null: there is no session. Nobody mutates them.</summary>
    public byte[]? Value { get; init; }

    /// <summary>The version of the save that last wrote the value; 0 stands for the save to come.</summary>
    public long ValueVersion { get; init; }

    /// <summary>The write that made the value what it is; its repetition is recognised.</summary>
    public Guid WriteId { get; init; }

    /// <summary>How long the session lives; null: there is no session.</summary>
    public SessionLifetime? Lifetime { get; init; }

    public string? Owner { get; init; }

    /// <summary>
    /// Whether the session was removed, and is kept only until its end was told: its deadline is the moment of its removal.
    /// </summary>
    public bool IsRemoved { get; init; }

    /// <summary>Who holds the lock; null: nobody.</summary>
    public LockHolder? Holder { get; init; }

    /// <summary>Why the session ended, if it has.</summary>
    public SessionEndReason EndReason => IsRemoved ? SessionEndReason.Removed
        : Lifetime is { CapAt: { } cap } lifetime && lifetime.Deadline == cap ? SessionEndReason.Capped
        : SessionEndReason.Expired;

    /// <summary>Whether nothing but the version is worth keeping.</summary>
    public bool IsEmpty => Value is null && Holder is null && !IsUnreadable;

    /// <summary>Whether it stands for something that cannot be read.</summary>
    public bool IsUnreadable => Version < 0;

    /// <summary>Whether there is a session that was not removed.</summary>
    public bool IsLive => Value is not null && !IsRemoved;

    /// <summary>The version that readers see; 0: there is no session.</summary>
    public long VisibleVersion => IsLive ? ValueVersion : 0;

    /// <summary>When the record may go: with its session, or, where there is only a lock, a second after the lease.</summary>
    public DateTimeOffset? Deadline => Lifetime is not null ? Lifetime.Deadline : Holder?.Until + CallTimings.RestoredLease;

    /// <summary>The record as it stands at <paramref name="now"/>: an ended session is none, and took its lock along.</summary>
    public SessionRecord At(DateTimeOffset now) => IsOver(now) ? Emptied() : this;

    /// <summary>Whether there was a session, and has ended.</summary>
    public bool IsOver(DateTimeOffset now) => Lifetime?.IsOver(now) is true;

    /// <summary>The record without session and lock.</summary>
    public SessionRecord Emptied() => new() { Version = Version };

    /// <summary>The session as removed at <paramref name="now"/>, kept for those who want to hear of its end.</summary>
    public SessionRecord Removed(DateTimeOffset now) =>
        this with { IsRemoved = true, Holder = null, Lifetime = Lifetime! with { Deadline = now } };

    /// <summary>The record as saved: with its version, which is also the value's and the grant's where this save made them.</summary>
    public SessionRecord Saved(long version) => this with
    {
        Version = version,
        ValueVersion = Value is not null && ValueVersion == 0 ? version : ValueVersion,
        Holder = Holder is { FencingToken: 0 } ? Holder with { FencingToken = version } : Holder,
    };

    /// <summary>The session as its readers get it; null when there is none.</summary>
    public SessionSnapshot? ToSnapshot(bool withValue = true) =>
        Value is null ? null : new(ValueVersion, Lifetime!.CreatedAt, Lifetime.Deadline, withValue ? Value : null);

    /// <summary>What is known of the session without its value; null when there is none.</summary>
    public SessionDetails? ToDetails(string id, DateTimeOffset now, LockDetails? lockDetails) =>
        Value is null ? null : new(
            id, Owner, ValueVersion, Lifetime!.CreatedAt, Lifetime.Deadline, Lifetime.TimeToLive, Lifetime.Remaining(now), lockDetails);
}
