using SessionOrleans.Benchmarks.Bare;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>A bare grain that holds a byte array: what Orleans costs by itself. It has no lock and no deadline.</summary>
internal sealed class BareSubject(IGrainFactory grains) : ISubject
{
    public async Task GetAsync(string id) => ArgumentNullException.ThrowIfNull(await Grain(id).Get());

    public Task SetAsync(string id, byte[] value) => Grain(id).Set(value).AsTask();

    public Task CreateAsync(string id, byte[] value) => Grain(id).Set(value).AsTask();

    public Task UpdateAsync(string id) => throw Unable();

    public Task LockedUpdateAsync(string id) => throw Unable();

    public Task<long> CountAsync(string id) => throw Unable();

    private IBareGrain Grain(string id) => grains.GetGrain<IBareGrain>(id);

    private static NotSupportedException Unable() => new("A bare grain is no peer for this.");
}
