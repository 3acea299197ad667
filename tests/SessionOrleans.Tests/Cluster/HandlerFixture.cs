namespace SessionOrleans.Cluster;

/// <summary>A cluster whose silos have an expiration handler.</summary>
public sealed class HandlerFixture : ClusterFixture
{
    public RecordingHandler Handler { get; } = new();

    protected override ISessionExpirationHandler? ExpirationHandler => Handler;
}
