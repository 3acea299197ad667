using AppHost;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using ModelContextProtocol.Client;
using SessionOrleans.Harness.Mcp;
using SessionOrleans.Silo.Telemetry;

namespace SessionOrleans.Deployment.AppHosts;

/// <summary>samples/AppHost: its model, and its server as the model starts it.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Sample_Usual_HasServersThatCarrySessions()
    {
        var builder = Model.Create();
        builder.AddTopology();

        Assert.Equal(["redis", "server", "sessions"], Names(builder));
        Assert.DoesNotContain("SessionStore__Hosting", (await builder.VariablesAsync("server")).Keys);
        Assert.Equal(["redis"], builder.WaitsOf("server"));
        Assert.Equal(2, builder.Resource("server").GetReplicaCount());
    }

    [Fact]
    public async Task Sample_SilosApart_HasServersThatAreClientsAndWaitForSilos()
    {
        var builder = Model.Create("--silos", "apart");
        builder.AddTopology();

        Assert.Equal(["redis", "server", "sessions", "silo"], Names(builder));
        Assert.Equal("Client", (await builder.VariablesAsync("server"))["SessionStore__Hosting"]);
        Assert.DoesNotContain("SessionStore__Hosting", (await builder.VariablesAsync("silo")).Keys);
        Assert.Equal(["redis", "silo"], builder.WaitsOf("server"));
        Assert.Equal(["redis"], builder.WaitsOf("silo"));
    }

    /// <summary>The dashboard shows health of all, and what they export to it.</summary>
    [Fact]
    public void Sample_Projects_ExistReportHealthAndExportTelemetry()
    {
        var builder = Model.Create("--silos", "apart");
        builder.AddTopology();

        Assert.All(builder.Resources.OfType<ProjectResource>(), project =>
        {
            Assert.True(File.Exists(project.GetProjectMetadata().ProjectPath), project.GetProjectMetadata().ProjectPath);
            Assert.Single(project.Annotations.OfType<HealthCheckAnnotation>());
            Assert.Single(project.Annotations.OfType<OtlpExporterAnnotation>());
        });
    }

    /// <summary>With the variables of the model, and what Aspire adds once Redis and the dashboard run.</summary>
    [Fact]
    public async Task Server_StartedAsTheModelSays_KeepsSessionsInRedisAndSendsTelemetry()
    {
        var builder = Model.Create();
        builder.AddTopology();
        var model = await builder.VariablesAsync("server");
        await using var redis = await RedisServer.StartAsync();
        await using var collector = await Collector.StartAsync();

        var (process, address) = await ChildProcess.StartServerAsync(
            [Repository.Built("samples/AspireServer", "AspireServer")],
            [
                .. model.Where(pair => pair.Key.StartsWith("SessionStore__", StringComparison.Ordinal))
                    .Select(pair => (pair.Key, (string?)pair.Value)),
                ("ConnectionStrings__sessions", $"127.0.0.1:{redis.Port}"), ("DOTNET_ENVIRONMENT", "Development"), ("REDIS_URL", null),
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_SERVICE_NAME", "server"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ]);
        await using var server = process;
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = new(address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }));

        var counter = (await client.CallToolAsync("create_counter")).Text();
        var added = (await client.CallToolAsync("add", new Dictionary<string, object?> { ["counter"] = counter, ["amount"] = 3 })).Text();

        Assert.Equal("3", added);
        Assert.NotEqual("0", await redis.AskAsync("DBSIZE"));
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal("Healthy", await http.GetStringAsync("/health"));
        await collector.WaitForAsync("/v1/metrics", "session.writes", "Microsoft.Orleans", "server");
        await collector.WaitForAsync("/v1/traces", "session.storage.save", "session.hash");
    }

    /// <summary>Those of the sample, without what Aspire adds.</summary>
    private static IEnumerable<string> Names(IDistributedApplicationBuilder builder) => builder.Resources
        .Where(resource => resource is ProjectResource or RedisResource or SessionStoreResource).Select(resource => resource.Name).Order();
}
