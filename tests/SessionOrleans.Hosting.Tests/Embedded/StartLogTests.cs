using Microsoft.Extensions.Logging;
using SessionOrleans.Hosting;

namespace SessionOrleans.Embedded;

/// <summary>What a store says as it starts.</summary>
public sealed class StartLogTests
{
    [Fact]
    public async Task Create_MemoryAskedFor_SaysNothing() =>
        Assert.Empty(await LogOfAsync(new() { Backend = SessionBackend.Memory }));

    [Fact]
    public async Task Create_Verbose_SaysHowTheBackendWasChosen()
    {
        var (category, level, message) = Assert.Single(await LogOfAsync(new() { Backend = SessionBackend.Memory, Verbose = true }));

        Assert.Equal(LogLevel.Information, level);
        Assert.StartsWith("SessionOrleans", category, StringComparison.Ordinal);
        Assert.Contains("Memory", message, StringComparison.Ordinal);
    }

    /// <summary>Its own clock is set after its first look at it, so that on a busy machine it takes the machine's age for a
    /// stall.</summary>
    [Fact]
    public void Warn_WatchdogOfASiloThatJustStarted_IsADetail()
    {
        using var recording = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recording));
        using var inner = new InnerLoggerFactory(loggers);

        foreach (var category in (string[])["Orleans.Runtime.Watchdog", "Orleans.Runtime.Silo", "Polly"])
        {
            inner.CreateLogger(category).LogWarning("A warning.");
            inner.CreateLogger(category).LogInformation("A word.");
        }

        Assert.Equal(
            [LogLevel.Debug, LogLevel.Debug, LogLevel.Warning, LogLevel.Debug, LogLevel.Warning, LogLevel.Debug],
            recording.Entries.Select(entry => entry.Level));
    }

    /// <summary>Everything at Information and above, from start to stop: Orleans' own chatter is below.</summary>
    private static async Task<IReadOnlyCollection<(string Category, LogLevel Level, string Message)>> LogOfAsync(SessionStoreOptions options)
    {
        using var recording = new RecordingLoggerProvider();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(recording));
        await using (var store = await SessionStoreFactory.CreateAsync(options, loggers))
            await store.SetAsync("log-1", "a value");

        Assert.Contains(recording.Entries, entry => entry.Category.StartsWith("Orleans.", StringComparison.Ordinal) && entry.Level == LogLevel.Debug);
        Assert.DoesNotContain(recording.Entries, entry => entry.Category.StartsWith("SessionOrleans", StringComparison.Ordinal)
            && (entry.Message.Contains("log-1", StringComparison.Ordinal) || entry.Message.Contains("a value", StringComparison.Ordinal)));
        return [.. recording.Entries.Where(entry => entry.Level >= LogLevel.Information)];
    }
}
