namespace SessionOrleans.Mcp;

/// <summary>Which of the <see cref="CallerLimits"/> is reached.</summary>
internal enum CallerLimit
{
    None,
    PerUser,
    Anonymous,
    All,
}
