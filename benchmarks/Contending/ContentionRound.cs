namespace SessionOrleans.Benchmarks.Contending;

/// <summary>One round of both sides.</summary>
internal sealed record ContentionRound(int Round, double OursOps, double RedisOps, double Ratio);
