namespace SessionOrleans.Contract;

/// <summary>What every backend has to do alike. Each backend runs every class of this folder.</summary>
public abstract class StoreContract(StoreFixture fixture)
{
    protected StoreFixture Fixture => fixture;

    protected ISessionStore Store => fixture.Store;

    protected static string NewId() => $"session-{Guid.NewGuid():N}";

    protected sealed record Cart(string Name, int Items);
}
