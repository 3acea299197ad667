using System.Diagnostics;

namespace SessionOrleans.Telemetry;

/// <summary>The spans of a store and its silo.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class TracingTests
{
    [Fact]
    public async Task Write_WithListener_IsASpanWithTheStorageBelowIt()
    {
        const string Id = "traced-secret-id";
        await using var store = await SessionStoreFactory.CreateMemoryAsync();
        using var recorder = new SpanRecorder(Id);

        await store.SetAsync(Id, "a secret value", new() { Owner = "a secret owner" });

        var write = recorder.Single("session.write");
        var save = recorder.Single("session.storage.save");
        Assert.Equal(write.SpanId, save.ParentSpanId);
        Assert.Equal(write.TraceId, save.TraceId);
        Assert.Equal(ActivityStatusCode.Ok, write.Status);
        Assert.Equal("saved", save.GetTagItem("session.outcome"));
        Assert.DoesNotContain(
            recorder.Spans.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_WithListener_AreNamedByWhatTheyDo()
    {
        await using var store = await SessionStoreFactory.CreateMemoryAsync();
        using var recorder = new SpanRecorder("traced-2");

        await store.GetOrCreateAsync("traced-2", _ => ValueTask.FromResult("value"));
        await store.ExtendAsync("traced-2");
        await (await store.LockAsync("traced-2")).DisposeAsync();
        await store.RemoveAsync("traced-2");

        Assert.Superset(
            new HashSet<string> { "session.read", "session.write", "session.extend", "session.lock.acquire", "session.lock.release",
                "session.remove", "session.storage.remove" },
            recorder.Spans.Select(span => span.OperationName).ToHashSet());
    }

    [Fact]
    public async Task Call_ThatFails_IsAnErrorWithoutItsMessage()
    {
        var store = await SessionStoreFactory.CreateMemoryAsync();
        using var recorder = new SpanRecorder("traced-3");
        await store.DisposeAsync();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => store.GetAsync<string>("traced-3"));

        var read = recorder.Single("session.read");
        Assert.Equal(ActivityStatusCode.Error, read.Status);
        Assert.Null(read.StatusDescription);
        Assert.Contains("Exception", $"{read.GetTagItem("error.type")}", StringComparison.Ordinal);
    }

    [Fact]
    public void Call_WithoutListener_MakesNothing()
    {
        using (SessionTracing.Call("read", "untraced"))
        using (SessionTracing.Storage("read", "untraced"))
        {
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var turn = 0; turn < 1_000; turn++)
        {
            using var call = SessionTracing.Call("read", "untraced");
            using var read = SessionTracing.Storage("read", "untraced");
            call.Complete();
            read.SetOutcome("saved");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
