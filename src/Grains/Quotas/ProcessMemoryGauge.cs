namespace SessionOrleans.Quotas;

/// <summary>The memory backend's: what this process uses of what the machine, or its container, has.</summary>
internal sealed class ProcessMemoryGauge : IMemoryGauge
{
    public string Name => "The memory of this process";

    public ValueTask<MemoryUse?> ReadAsync() =>
        new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is > 0 and var most ? new MemoryUse(Environment.WorkingSet, most) : null);
}
