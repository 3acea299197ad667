using SessionOrleans.Quotas;

namespace SessionOrleans.Sessions;

/// <summary>A write of a session's value.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.WriteRequest")]
internal sealed record WriteRequest
{
    /// <summary>The bytes to store. Nobody mutates them.</summary>
    [Id(0)] public required byte[] Value { get; init; }

    /// <summary>Names this write: a repetition of it is recognised and not applied again.</summary>
    [Id(1)] public required Guid WriteId { get; init; }

    /// <summary>How long the session is to live.</summary>
    [Id(2)] public required LifetimeRequest Lifetime { get; init; }

    [Id(3)] public string? Owner { get; init; }

    [Id(4)] public ConditionKind Condition { get; init; }

    /// <summary>The version that <see cref="ConditionKind.IfVersion"/> asks for.</summary>
    [Id(5)] public long ConditionVersion { get; init; }

    /// <summary>The lock under which to write; 0: none.</summary>
    [Id(6)] public long FencingToken { get; init; }

    /// <summary>Whether the lock is released with the write.</summary>
    [Id(7)] public bool Release { get; init; }

    /// <summary>How many writes this one stands for, each with a version of its own, of which only the last is ever seen in the store; 0 is
    /// one.</summary>
    [Id(8)] public int Versions { get; init; }

    /// <summary>What the owner may have; null: the write is nobody's whom quotas bound.</summary>
    [Id(9)] public WriteQuota? Quota { get; init; }
}
