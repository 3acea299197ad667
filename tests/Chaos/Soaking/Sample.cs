namespace SessionOrleans.Chaos.Soaking;

/// <summary>One number of one process, or of Redis.</summary>
/// <param name="Of">Whose.</param>
/// <param name="What"><see cref="Resident"/>, allocated_mib, heap_mib (managed), handles, threads; of Redis used_mib and handles.</param>
/// <param name="Number">How much.</param>
internal sealed record Sample(string Of, string What, double Number)
{
    /// <summary>All that is in memory. It is told, and not judged: see <see cref="ProcessUse"/>.</summary>
    public const string Resident = "rss_mib";
}
