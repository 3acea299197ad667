namespace SessionOrleans.Chaos.Soaking;

/// <summary>One number of one process, or of Redis.</summary>
/// <param name="Of">Whose.</param>
/// <param name="What">rss_mib, heap_mib (managed, after a collection), handles, threads; of Redis used_mib and handles.</param>
/// <param name="Number">How much.</param>
internal sealed record Sample(string Of, string What, double Number);
