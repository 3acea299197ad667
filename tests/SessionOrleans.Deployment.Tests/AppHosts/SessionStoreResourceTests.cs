using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace SessionOrleans.Deployment.AppHosts;

/// <summary>A session store in the model of an AppHost.</summary>
public sealed class SessionStoreResourceTests
{
    [Fact]
    public async Task WithReference_OfAHost_NamesTheConnectionAfterTheStore()
    {
        var builder = Model.Create();
        var store = builder.AddSessionStore("sessions").WithReference(builder.AddRedis("redis"));

        builder.AddContainer("shop", "shop").WithReference(store);

        var variables = await builder.VariablesAsync("shop");
        Assert.Equal("{redis.connectionString}", variables["ConnectionStrings__sessions"]);
        Assert.Equal(
            [("SessionStore__Backend", "Redis"), ("SessionStore__ConnectionName", "sessions")],
            variables.Where(pair => pair.Key.StartsWith("SessionStore", StringComparison.Ordinal))
                .Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(["redis"], builder.WaitsOf("shop"));
    }

    [Fact]
    public async Task WithReference_OfAClient_CarriesNoSessions()
    {
        var builder = Model.Create();
        var store = builder.AddSessionStore("sessions").WithReference(builder.AddConnectionString("redis"));

        builder.AddExecutable("shop", "shop", ".").WithReference(store.AsClient());

        var variables = await builder.VariablesAsync("shop");
        Assert.Equal("Client", variables["SessionStore__Hosting"]);
        Assert.Equal(("Redis", "sessions"), (variables["SessionStore__Backend"], variables["SessionStore__ConnectionName"]));
    }

    [Fact]
    public async Task WithPrefix_AfterTheReference_StillReachesTheHost()
    {
        var builder = Model.Create();
        var store = builder.AddSessionStore("sessions").WithReference(builder.AddRedis("redis"));
        builder.AddContainer("shop", "shop").WithReference(store);

        store.WithPrefix("shop:");

        Assert.Equal("shop:", (await builder.VariablesAsync("shop"))["SessionStore__Prefix"]);
    }

    [Fact]
    public async Task TwoStores_OnOneRedis_GoToTheirHosts()
    {
        var builder = Model.Create();
        var redis = builder.AddRedis("redis");
        builder.AddContainer("a", "a").WithReference(builder.AddSessionStore("baskets").WithReference(redis).WithPrefix("baskets:"));
        builder.AddContainer("b", "b").WithReference(builder.AddSessionStore("notes").WithReference(redis).WithPrefix("notes:"));

        Assert.Equal("baskets", (await builder.VariablesAsync("a"))["SessionStore__ConnectionName"]);
        Assert.Equal("notes", (await builder.VariablesAsync("b"))["SessionStore__ConnectionName"]);
        Assert.Equal("notes:", (await builder.VariablesAsync("b"))["SessionStore__Prefix"]);
    }

    [Fact]
    public void WithReference_BeforeRedisIsKnown_SaysWhatToCall()
    {
        var builder = Model.Create();
        var store = builder.AddSessionStore("sessions");

        var refused = Assert.Throws<InvalidOperationException>(() => builder.AddContainer("shop", "shop").WithReference(store));

        Assert.Contains("'sessions'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("WithReference(redis)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddSessionStore_OnTheDashboard_HasATypeAndIsDeployedAsNothing()
    {
        var builder = Model.Create();
        var store = builder.AddSessionStore("sessions").Resource;

        var shown = Assert.Single(store.Annotations.OfType<ResourceSnapshotAnnotation>()).InitialSnapshot;
        Assert.Equal(("SessionStore", KnownResourceStates.Active), (shown.ResourceType, shown.State?.Text));
        Assert.Contains(ManifestPublishingCallbackAnnotation.Ignore, store.Annotations);
    }
}
