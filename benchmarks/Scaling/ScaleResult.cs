namespace SessionOrleans.Benchmarks.Scaling;

/// <summary>What a scale run gave.</summary>
/// <param name="Sessions">How many sessions shared the deadline.</param>
/// <param name="RedisBytesPerSession">What Redis' memory grew by, value, indexes and all, for each.</param>
/// <param name="SiloBytesPerIdleSession">What the silo's heap grew by for each, once they were collected.</param>
/// <param name="GoneAfterS">From the common deadline until the last one had left Redis and the index.</param>
/// <param name="ReadP99MsDuringExpiry">What reads of other sessions took meanwhile.</param>
/// <param name="LeftInRedisKeys">Keys in Redis once tombstones had lapsed.</param>
/// <param name="SiloBytesPerActiveSession">What the silo's heap grew by for each while they were active, without the value.</param>
internal sealed record ScaleResult(
    int Sessions, double CreatedPerS, int ValueBytes, long RedisBytesPerSession, long SiloBytesPerIdleSession, double GoneAfterS,
    double ReadP99MsDuringExpiry, long LeftInRedisKeys, long SiloBytesPerActiveSession,
    double ReadP50MsDuringExpiry, double ReadP99MsBefore);
