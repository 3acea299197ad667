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
}
