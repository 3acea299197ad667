namespace SessionOrleans;

/// <summary>A session that a user has, without its value.</summary>
/// <param name="Handle">What its tools take. Worth nothing without the user's sign-in.</param>
/// <param name="CreatedAt">When it was created, by the backend's clock.</param>
/// <param name="ExpiresAt">When it ends unless prolonged; null: never.</param>
/// <param name="IsLocked">Whether somebody holds its lock.</param>
public sealed record ToolSessionInfo(string Handle, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, bool IsLocked);
