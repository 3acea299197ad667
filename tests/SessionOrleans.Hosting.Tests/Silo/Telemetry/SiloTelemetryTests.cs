namespace SessionOrleans.Silo.Telemetry;

/// <summary>What a silo process sends to a collector.</summary>
public sealed class SiloTelemetryTests
{
    private static readonly (string, string)[] Hurried =
    [
        ("SessionStore__Backend", "Memory"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
    ];

    [Fact]
    public async Task Silo_WithCollector_SendsMetricsAndTracesWithoutIds()
    {
        await using var collector = await Collector.StartAsync();
        await using var silo = await SiloProcess.StartAsync([.. Hurried, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url)]);

        await UseAsync(silo, "telemetry-secret-id");

        var metrics =
            await collector.WaitForAsync("/v1/metrics", "session.writes", "session.reads", "Microsoft.Orleans", "session-orleans-silo");
        var traces = await collector.WaitForAsync("/v1/traces", "session.storage.save", "session.hash");
        Assert.DoesNotContain("telemetry-secret-id", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("telemetry-secret-id", traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_WithCollectorOfMetricsOnly_SendsNoTraces()
    {
        await using var collector = await Collector.StartAsync();
        await using var silo = await SiloProcess.StartAsync(
        [
            .. Hurried, ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", $"{collector.Url}/v1/metrics"), ("OTEL_SERVICE_NAME", "basket-silos"),
        ]);

        await UseAsync(silo, "telemetry-2");

        await collector.WaitForAsync("/v1/metrics", "session.writes", "basket-silos");
        Assert.False(collector.HeardOf("/v1/traces"));
    }

    /// <summary>What goes nowhere in particular goes to localhost:4318, which here leads through a proxy that tells.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("http://localhost:4318", true)]
    public async Task Silo_Endpoint_DecidesWhetherAnythingIsSent(string endpoint, bool sends)
    {
        await using var proxy = await Collector.StartAsync();
        await using var silo =
            await SiloProcess.StartAsync([.. Hurried, ("HTTP_PROXY", proxy.Url), ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]);

        await UseAsync(silo, "telemetry-3");
        await silo.TerminateAsync();

        Assert.Equal(sends, proxy.HeardOf("/v1/metrics"));
        Assert.Equal(sends, proxy.HeardOf("/v1/traces"));
    }

    private static async Task UseAsync(SiloProcess silo, string id)
    {
        await using var store = await SessionStoreFactory.CreateAsync(new()
        {
            Backend = SessionBackend.Memory,
            Hosting = SessionStoreHosting.Client,
            GatewayPort = silo.GatewayPort,
            ClusterSecret = ClusterSecret.Value,
        });
        await store.SetAsync(id, "value");
        Assert.NotNull(await store.GetAsync<string>(id));
    }
}
