using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AppHost;

/// <summary>Redis, a session store, and MCP servers that share it. With <c>--silos apart</c> the sessions are in silo processes.</summary>
internal static class Topology
{
    public static void AddTopology(this IDistributedApplicationBuilder builder)
    {
        var redis = builder.AddRedis("redis").WithDataVolume().WithPersistence();
        var sessions = builder.AddSessionStore("sessions").WithReference(redis);

        // In your own AppHost: builder.AddProject<Projects.Shop>("shop").
        var server = builder.AddProject("server", "../AspireServer/AspireServer.csproj")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithReplicas(2);

        if (builder.Configuration["silos"] is not "apart")
        {
            server.WithReference(sessions);
            return;
        }

        var silos = builder.AddProject("silo", "../../src/Silo/SessionOrleans.Silo.csproj")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health/ready")
            .WithReference(sessions)
            .WithReplicas(2);
        server.WithReference(sessions.AsClient()).WaitFor(silos);
    }
}
