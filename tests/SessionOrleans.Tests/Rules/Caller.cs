namespace SessionOrleans.Rules;

/// <summary>One who uses a session, and what it knows.</summary>
internal sealed class Caller(LockPurpose purpose)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>Most writes go through: each kind, and two times as many without.</summary>
    private static readonly ConditionKind[] Conditions = [.. Enum.GetValues<ConditionKind>(), ConditionKind.None, ConditionKind.None];

    public LockRequest Attempt { get; private set; } = NewAttempt(purpose);

    /// <summary>The last token it was granted; 0: none.</summary>
    public long Token { get; set; }

    /// <summary>Until when it may believe to hold the lock; null: it knows that it does not.</summary>
    public TimeSpan? HoldsUntil { get; set; }

    public WriteRequest? LastWrite { get; private set; }

    /// <summary>Another attempt from now on.</summary>
    public void BeginAnew() => (Attempt, HoldsUntil) = (NewAttempt(purpose), null);

    /// <summary>Another write.</summary>
    public WriteRequest Write(int choice, bool isUnderLock = false) => LastWrite = new()
    {
        Value = [(byte)choice],
        WriteId = Guid.NewGuid(),
        Lifetime = new(
            TimeSpan.FromSeconds(5 + (choice % 40)),
            DefaultSliding: choice % 3 == 0,
            MaxLifetime: choice % 5 == 0 ? TimeSpan.FromSeconds(30) : null),
        Owner = choice % 11 == 0 ? "another" : choice % 2 == 0 ? "owner" : null,
        Condition = Conditions[choice % Conditions.Length],
        ConditionVersion = LastVersion,
        Versions = choice % 4,
        FencingToken = isUnderLock ? Token : 0,
        Release = isUnderLock && Token != 0 && choice % 2 == 0,
    };

    /// <summary>The last version it saw.</summary>
    public long LastVersion { get; set; }

    private static LockRequest NewAttempt(LockPurpose purpose) => new(Guid.NewGuid(), Lease, purpose, Queue: true);
}
