namespace SessionOrleans.Benchmarks.Subjects;

/// <summary>Our side, as a user writes it.</summary>
internal sealed class StoreSubject(ISessionStore store) : ISubject
{
    public async Task GetAsync(string id) => ThrowIfGone(await store.GetAsync<byte[]>(id));

    public Task SetAsync(string id, byte[] value) => store.SetAsync(id, value);

    public async Task CreateAsync(string id, byte[] value)
    {
        if (await store.TrySetAsync(id, value, WriteCondition.IfAbsent) is null)
            throw new InvalidOperationException("The session was there already.");
    }

    public Task UpdateAsync(string id) => store.UpdateAsync<byte[]>(id, Counter.Raise);

    public async Task LockedUpdateAsync(string id)
    {
        await using var held = await store.LockAsync(id);
        await held.SetAndReleaseAsync(Counter.Raise(held.Value<byte[]>()?.Value));
    }

    public async Task<long> CountAsync(string id) => Counter.Of((await store.GetAsync<byte[]>(id))?.Value);

    private static void ThrowIfGone(Session<byte[]>? session)
    {
        if (session is null)
            throw new InvalidOperationException("The session is gone.");
    }
}
