namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>One silo on memory.</summary>
public sealed class MemoryCluster : Cluster
{
    private readonly int _gatewayPort = FreePort.Take();

    /// <inheritdoc/>
    public override void Join(SessionStoreOptions options)
    {
        options.Backend = SessionBackend.Memory;
        options.Prefix = Prefix;
        options.Hosting = SessionStoreHosting.Client;
        options.GatewayPort = _gatewayPort;
        options.ClusterSecret = ClusterSecret.Value;
    }

    /// <inheritdoc/>
    public override async Task InitializeAsync()
    {
        var options = new SessionStoreOptions { SiloPort = FreePort.Take() };
        Join(options);
        Store = await SessionStoreFactory.CreateMemoryAsync(options, Clock);
    }
}
