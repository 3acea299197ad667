namespace SessionOrleans;

/// <summary>What <see cref="RedisProbe"/> found.</summary>
/// <param name="IsAvailable">A key was written, read back and deleted.</param>
/// <param name="Reason">
/// Where Redis was looked for and what was found there; where it cannot be used, why, and what to do. Never holds a password.
/// </param>
public sealed record RedisProbeResult(bool IsAvailable, string Reason);
