namespace SessionOrleans.Mcp;

/// <summary>How many of something callers may have on a host at once.</summary>
/// <param name="PerUser">One signed-in user.</param>
/// <param name="Anonymous">All anonymous callers together.</param>
/// <param name="All">All callers together.</param>
internal readonly record struct SlotLimits(int PerUser, int Anonymous, int All);
