namespace SessionOrleans;

/// <summary>What must hold for a conditional write to happen. Decided in the session's own turn and again in the storage.</summary>
public readonly record struct WriteCondition
{
    private WriteCondition(ConditionKind kind, long version = 0) => (Kind, Version) = (kind, version);

    internal ConditionKind Kind { get; }

    internal long Version { get; }

    /// <summary>There is no session of this id.</summary>
    public static WriteCondition IfAbsent { get; } = new(ConditionKind.IfAbsent);

    /// <summary>There is a session of this id.</summary>
    public static WriteCondition IfPresent { get; } = new(ConditionKind.IfPresent);

    /// <summary>The session's value still has this version.</summary>
    public static WriteCondition IfVersion(long version) => new(ConditionKind.IfVersion, version);
}
