namespace SessionOrleans;

/// <summary>A lock as others see it.</summary>
/// <param name="Label">The holder's label, if it gave one.</param>
/// <param name="FencingToken">The holder's token.</param>
/// <param name="HeldSince">When it was granted, by the backend's clock.</param>
/// <param name="ExpiresAt">When it ends unless renewed.</param>
/// <param name="Waiting">How many wait for it.</param>
public sealed record SessionLockInfo(string? Label, long FencingToken, DateTimeOffset HeldSince, DateTimeOffset ExpiresAt, int Waiting);
