namespace SessionOrleans.Benchmarks.Measuring;

/// <summary>One round of one side.</summary>
/// <param name="Operations">How many were finished.</param>
/// <param name="Elapsed">From the first start to the last end.</param>
/// <param name="Latencies">Of each of them.</param>
/// <param name="Cpu">What the processes spent on them.</param>
internal sealed record Measurement(long Operations, TimeSpan Elapsed, LatencyHistogram Latencies, CpuTimes Cpu)
{
    public double PerSecond => Operations / Elapsed.TotalSeconds;
}
