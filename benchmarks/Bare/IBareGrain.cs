using Orleans.Concurrency;

namespace SessionOrleans.Benchmarks.Bare;

/// <summary>A grain with a byte array.</summary>
[Alias("SessionOrleans.Benchmarks.IBareGrain")]
internal interface IBareGrain : IGrainWithStringKey
{
    [Alias("Get")]
    ValueTask<byte[]?> Get();

    [Alias("Set")]
    ValueTask Set([Immutable] byte[] value);
}
