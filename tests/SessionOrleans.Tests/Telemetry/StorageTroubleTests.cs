using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace SessionOrleans.Telemetry;

/// <summary>What the log says of a storage that fails.</summary>
public sealed class StorageTroubleTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogBook _log = new();
    private readonly ServiceProvider _services;
    private readonly StorageTrouble _trouble;

    public StorageTroubleTests()
    {
        _services = new ServiceCollection().AddMetrics().AddSingleton<ILoggerFactory>(_log).AddSingleton<TimeProvider>(_time)
            .AddLogging().AddSingleton<SessionMetrics>().AddSingleton<StorageTrouble>().BuildServiceProvider();
        _trouble = _services.GetRequiredService<StorageTrouble>();
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public void LogFlood_StorageThatFailsManyTimes_IsALineAtItsBeginningAndOneAtItsEnd()
    {
        _trouble.Succeeded();
        for (var call = 0; call < 100; call++)
        {
            _trouble.Report(new("no answer"));
            _time.Advance(TimeSpan.FromSeconds(1));
            _trouble.Succeeded();
        }

        Assert.Contains("no answer", Assert.Single(_log.Of(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.Empty(_log.Of(LogLevel.Information));

        _time.Advance(StorageTrouble.Quiet);
        _trouble.Succeeded();
        _trouble.Succeeded();

        Assert.Contains("100 reads and saves failed within 99.0 s", Assert.Single(_log.Of(LogLevel.Information)), StringComparison.Ordinal);
        Assert.Single(_log.Of(LogLevel.Warning));
    }

    [Fact]
    public void LogFlood_StorageThatFailsAgainLater_IsToldOfAgain()
    {
        for (var time = 0; time < 2; time++)
        {
            _trouble.Report(new("no answer"));
            _time.Advance(StorageTrouble.Quiet);
            _trouble.Succeeded();
        }

        Assert.Equal(2, _log.Of(LogLevel.Warning).Length);
        Assert.Equal(2, _log.Of(LogLevel.Information).Length);
    }
}
