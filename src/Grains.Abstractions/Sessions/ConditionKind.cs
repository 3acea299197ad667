namespace SessionOrleans;

/// <summary>The kinds of <c>WriteCondition</c>, as they cross the wire.</summary>
[GenerateSerializer]
[Alias("SessionOrleans.ConditionKind")]
internal enum ConditionKind : byte
{
    None,
    IfAbsent,
    IfPresent,
    IfVersion,

    /// <summary>Never: asks only whether this very write was applied already.</summary>
    Never,
}
