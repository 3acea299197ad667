using SessionOrleans.Benchmarks.Bare;

namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>A bare grain that holds a byte array: what Orleans costs by itself. It has no lock and no deadline.</summary>
internal sealed class BareSubject(IGrainFactory grains) : ISubject
{
    public async Task GetAsync(string id) => ArgumentNullException.ThrowIfNull(await Grain(id).Get());

    public Task SetAsync(string id, byte[] value) => Grain(id).Set(value).AsTask();

    public Task CreateAsync(string id, byte[] value) => Grain(id).Set(value).AsTask();

    private IBareGrain Grain(string id) => grains.GetGrain<IBareGrain>(id);
}
