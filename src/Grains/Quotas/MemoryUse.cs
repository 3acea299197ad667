namespace SessionOrleans.Quotas;

/// <summary>How much memory is used, and how much there is, in bytes.</summary>
internal readonly record struct MemoryUse(long Used, long Most)
{
    /// <summary>The part that is used: 0 to 1, or a little more.</summary>
    public double Share => (double)Used / Most;
}
