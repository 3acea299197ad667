namespace SessionOrleans.Contract;

/// <summary>An embedded silo on the memory backend.</summary>
public sealed class MemoryFixture : StoreFixture
{
    public override SessionBackend Backend => SessionBackend.Memory;

    protected override Task<ISessionStore> OpenAsync(SessionStoreOptions options) => SessionStoreFactory.CreateMemoryAsync(options);
}
