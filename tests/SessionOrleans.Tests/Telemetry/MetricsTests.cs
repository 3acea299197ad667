using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SessionOrleans.Telemetry;

/// <summary>What a silo counts, and that operators are told of all of it.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_SessionsAndLocksInUse_AreMeasured()
    {
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "SessionOrleans")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();

        await using var store = await SessionStoreFactory.CreateMemoryAsync();
        await store.SetAsync("metered", 1);
        await store.GetAsync<int>("metered");
        Assert.Null(await store.GetAsync<int>("metered-absent"));
        var held = await store.LockAsync("metered");
        await Assert.ThrowsAsync<TimeoutException>(() => store.LockAsync("metered", wait: TimeSpan.FromMilliseconds(50)));
        await store.Directory.BreakLockAsync("metered", "to count it");
        await held.DisposeAsync();
        await store.RemoveAsync("metered");

        // Giving up is told to the silo behind the caller's back.
        await Until.TrueAsync(() => Task.FromResult(measured.GetValueOrDefault("session.lock.given_up") >= 1), what: "given up");
        Assert.Equal(1, measured["session.writes"]);
        Assert.Equal(1, measured["session.ended removed"]);
        Assert.True(measured["session.reads True"] >= 1);
        Assert.True(measured["session.reads False"] >= 1);
        Assert.Equal(1, measured["session.lock.grants"]);
        Assert.Equal(1, measured["session.lock.losses broken"]);
        Assert.Equal(0, measured["session.lock.waiting"]);
        Assert.True(measured["session.lock.hold.duration"] > 0);
        Assert.Contains("session.lock.wait.duration", measured.Keys);

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            measured.AddOrUpdate(tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Value}", value, (_, sum) => sum + value);
    }

    [Fact]
    public void Operations_EveryMetric_IsExplained()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/operations.md"));

        Assert.All(Instruments.All, instrument => Assert.Contains($"`{instrument.Name}`", page, StringComparison.Ordinal));
        Assert.NotEmpty(Instruments.All);
    }
}
