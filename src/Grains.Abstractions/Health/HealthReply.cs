namespace SessionOrleans.Health;

/// <summary>How a silo is.</summary>
/// <param name="Answers">Whether its storage answers.</param>
/// <param name="Trouble">What an operator should know although it does; null: nothing.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.HealthReply")]
internal sealed record HealthReply([property: Id(0)] bool Answers, [property: Id(1)] string? Trouble);
