namespace SessionOrleans.Hostile;

/// <summary>A session that others use, and what an attacker may have found out about it.</summary>
internal sealed record OtherSession(string Id, string Owner, Guid WriteId, long Version, long Token);
