namespace SessionOrleans.Mcp;

/// <summary>Which of the <see cref="SlotLimits"/> is reached.</summary>
internal enum SlotLimit
{
    None,
    PerUser,
    Anonymous,
    All,
}
