namespace SessionOrleans.Mcp;

/// <summary>A key that request states are sealed with.</summary>
/// <param name="Id">Travels with what it sealed.</param>
/// <param name="Secret">32 random bytes.</param>
/// <param name="CreatedAt">By the clock of the host that made it.</param>
internal sealed record SealingKey(ulong Id, byte[] Secret, DateTimeOffset CreatedAt);
