namespace SessionOrleans.Performance.Tests.Allocation;

/// <summary>What is done most, over a store in this process, on memory, allocates no more than it did.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class StoreAllocationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int ValueBytes = 1_024;

    private static readonly string[] Ids = [.. Enumerable.Range(0, 100).Select(i => $"allocation-{i}")];

    private readonly byte[] _value = new byte[ValueBytes];

    private ISessionStore _store = null!;

    public async Task InitializeAsync()
    {
        _store = await SessionStoreFactory.CreateMemoryAsync();
        foreach (var id in Ids)
            await _store.SetAsync(id, _value);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Get_KilobyteOverMemory_AllocatesNoMoreThanItDid() =>
        AssertAtMost(Ceilings.Get, await Allocated.PerOperationAsync(turn => _store.GetAsync<byte[]>(Ids[turn % Ids.Length])));

    [Fact]
    public async Task Set_KilobyteOverMemory_AllocatesNoMoreThanItDid() =>
        AssertAtMost(Ceilings.Set, await Allocated.PerOperationAsync(turn => _store.SetAsync(Ids[turn % Ids.Length], _value)));

    [Fact]
    public async Task Create_KilobyteOverMemory_AllocatesNoMoreThanItDid()
    {
        var created = 0;
        AssertAtMost(Ceilings.Create, await Allocated.PerOperationAsync(_ =>
            _store.TrySetAsync($"created-{created++}", _value, WriteCondition.IfAbsent)));
    }

    [Fact]
    public async Task Update_KilobyteOverMemory_AllocatesNoMoreThanItDid() =>
        AssertAtMost(Ceilings.Update, await Allocated.PerOperationAsync(turn =>
            _store.UpdateAsync<byte[]>(Ids[turn % Ids.Length], static value => value!)));

    [Fact]
    public async Task LockWriteRelease_KilobyteOverMemory_AllocatesNoMoreThanItDid() =>
        AssertAtMost(Ceilings.LockWriteRelease, await Allocated.PerOperationAsync(async turn =>
        {
            await using var held = await _store.LockAsync(Ids[turn % Ids.Length]);
            await held.SetAndReleaseAsync(_value);
        }));

    private void AssertAtMost(double ceiling, double bytes)
    {
        output.WriteLine($"{bytes:N0} bytes an operation; the ceiling is {ceiling:N0}.");
        Assert.True(bytes <= ceiling, $"An operation allocates {bytes:N0} bytes, more than the {ceiling:N0} it may.");
    }
}
