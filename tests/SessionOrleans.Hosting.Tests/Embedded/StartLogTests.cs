using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SessionOrleans.Hosting;

namespace SessionOrleans.Embedded;

/// <summary>What a store says as it starts.</summary>
public sealed class StartLogTests
{
    [Fact]
    public async Task SilentStart_MemoryAskedFor_IsOneLine()
    {
        var silo = FreePort.Take();

        var (category, level, message) = Assert.Single(
            await LogOfAsync(new() { Backend = SessionBackend.Memory, SiloPort = silo, Prefix = "line:" }));

        Assert.Equal(LogLevel.Information, level);
        Assert.StartsWith("SessionOrleans", category, StringComparison.Ordinal);
        Assert.Equal(
            "The session store is ready, with a silo in this process: backend Memory, prefix line:, address 127.0.0.1, " +
            $"silo port {silo}, gateway port none, proof of belonging: none, since nobody is let in, other silos: none.",
            message);
    }

    [Fact]
    public async Task SilentStart_RedisWithAnotherSilo_NamesIt()
    {
        await using var redis = await RedisServer.StartAsync();
        var (silo, gateway) = FreePort.TakeTwo();
        await using var first =
            await SessionStoreFactory.CreateAsync(new() { RedisUrl = redis.Url, SiloPort = silo, GatewayPort = gateway });

        // On a busy machine Orleans has something to say of how long the stop took, too.
        var ready = Assert.Single(
            await LogOfAsync(new() { RedisUrl = redis.Url }),
            line => line.Message.StartsWith("The session store is ready", StringComparison.Ordinal)).Message;

        Assert.Contains(
            $"backend Redis at 127.0.0.1:{redis.Port}/0, prefix mcp:session:, address 127.0.0.1, silo port ",
            ready,
            StringComparison.Ordinal);
        Assert.EndsWith($", proof of belonging: secret in Redis, other silos: 1 (127.0.0.1:{silo}).", ready, StringComparison.Ordinal);
    }

    /// <summary>As <c>dotnet new web</c> logs: Information and above, of everything that there is in the process.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoisyStart_DefaultHost_SaysLittleBeforeItIsReady(bool onRedis)
    {
        await using var redis = await RedisServer.StartAsync();
        using var recording = new RecordingLoggerProvider();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(recording);
        builder.Services.AddMcpServer().WithHttpTransport().WithSessionStore(options =>
            (options.Backend, options.RedisUrl) = onRedis ? (SessionBackend.Redis, redis.Url) : (SessionBackend.Memory, null));
        await using var app = builder.Build();
        app.MapMcp("/mcp");

        await app.StartAsync();
        var lines = recording.Entries.Count;
        await app.Services.GetRequiredService<ISessionStore>().SetAsync("log-2", "a value");
        await app.StopAsync();

        Assert.True(lines < 20, string.Join('\n', recording.Entries));
        Assert.Single(recording.Entries, entry => entry.Message.StartsWith("The session store is ready", StringComparison.Ordinal));
        Assert.DoesNotContain(recording.Entries, entry => entry.Level < LogLevel.Warning
            && (entry.Category.StartsWith("Orleans", StringComparison.Ordinal)
                || entry.Category.StartsWith("Polly", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SilentFallback_AsLongAsItLasts_IsInTheLineAndInTheMetric()
    {
        var seen = new ConcurrentBag<int>();
        var listening = false;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                // Not those of a silo before this one, whose services are still being disposed of.
                if (listening && instrument is { Name: "session.fallback", Meter.Name: "SessionOrleans" })
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => seen.Add(value));
        listener.Start();
        listening = true;
        using var development = new EnvironmentVariable("DOTNET_ENVIRONMENT", "Development");
        using var recording = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(recording));

        await using (await SessionStoreFactory.CreateAsync(new() { RedisUrl = $"redis://127.0.0.1:{FreePort.Take()}" }, loggers))
        {
            listener.RecordObservableInstruments();
            listener.RecordObservableInstruments();
        }

        Assert.Equal([1, 1], seen);
        Assert.Contains(recording.Entries, entry => entry.Level is LogLevel.Warning && entry.Message.StartsWith(
            "The session store falls back to Memory.", StringComparison.Ordinal));

        // On a busy machine Orleans has a word of its own about its end.
        var last = recording.Entries.Last(entry => entry.Category.StartsWith("SessionOrleans", StringComparison.Ordinal));
        Assert.Contains("backend Memory (a fallback)", last.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Verbose_SaysEachStepOfTheDetection()
    {
        await using var redis = await RedisServer.StartAsync();

        var lines = await LogOfAsync(new() { RedisUrl = redis.Url, Verbose = true });

        Assert.Contains(lines, line => line.Level is LogLevel.Information && line.Message.StartsWith(
            "Looking for Redis at ", StringComparison.Ordinal));
    }

    /// <summary>
    /// The watchdog's own clock is set after its first look at it, so that on a busy machine it takes the machine's age for a stall; and a
    /// start compiles everything.
    /// </summary>
    [Fact]
    public void FalseAlarm_OfHealthOfASiloThatJustStarted_IsADetail()
    {
        using var recording = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recording));
        using var inner = new InnerLoggerFactory(loggers);

        foreach (var category in (string[])["Orleans.Runtime.Watchdog", "Orleans.Runtime.MembershipService.LocalSiloHealthMonitor",
            "Orleans.Runtime.Silo", "Polly"])
        {
            inner.CreateLogger(category).LogWarning("A warning.");
            inner.CreateLogger(category).LogInformation("A word.");
        }

        Assert.Equal(
            [LogLevel.Debug, LogLevel.Debug, LogLevel.Debug, LogLevel.Debug, LogLevel.Warning, LogLevel.Debug, LogLevel.Warning,
                LogLevel.Debug],
            recording.Entries.Select(entry => entry.Level));
    }

    /// <summary>
    /// Everything at Information and above until it has served a call: Orleans' own chatter is below. And what is ours until the stop is
    /// over; Orleans, stopped before it has read its reminders, may log that it cannot.
    /// </summary>
    private static async Task<IReadOnlyCollection<(
        string Category, LogLevel Level, string Message)>> LogOfAsync(SessionStoreOptions options)
    {
        using var recording = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recording));
        int served;
        await using (var store = await SessionStoreFactory.CreateAsync(options, loggers))
        {
            await store.SetAsync("log-1", "a value");
            served = recording.Entries.Count;
        }

        Assert.Contains(
            recording.Entries, entry => entry.Category.StartsWith("Orleans.", StringComparison.Ordinal) && entry.Level == LogLevel.Debug);
        Assert.DoesNotContain(recording.Entries, entry => entry.Category.StartsWith("SessionOrleans", StringComparison.Ordinal)
            && (entry.Message.Contains("log-1", StringComparison.Ordinal) || entry.Message.Contains("a value", StringComparison.Ordinal)));
        return [.. recording.Entries.Where((entry, at) => entry.Level >= LogLevel.Information
            && (at < served || entry.Category.StartsWith("SessionOrleans", StringComparison.Ordinal)))];
    }
}
