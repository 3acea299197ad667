namespace SessionOrleans.Quotas;

/// <summary>
/// What a value counts for in its owner's bytes: its length in steps of 1 KiB, rounded up, and at least one. So an empty session costs
/// something, and most writes change nothing that would have to be told.
/// </summary>
internal static class OwnedSize
{
    public const int Step = 1_024;

    public static long Of(long length) => ((length / Step) + 1) * Step;
}
