using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>
/// A store in a process of its own: asked line by line, killed, paused and resumed with signals that reach only this process.
/// </summary>
public sealed class StoreProcess : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Answer>> _asked = new();
    private readonly ChildProcess _process;
    private readonly Task<Answer> _ready;
    private int _number;

    private StoreProcess(IEnumerable<(string Name, string? Value)> environment)
    {
        _ready = Expect(0);
        _process = ChildProcess.Start("dotnet", [Repository.Built("tests/StoreProcess", nameof(StoreProcess))], environment, Hear);
        _ = FailAtTheEndAsync();
    }

    /// <summary>How long it took from the start of the process until its store had started.</summary>
    public TimeSpan StartedWithin { get; private set; }

    /// <summary>What it logged so far.</summary>
    public string Log => string.Join('\n', _process.Errors);

    public bool HasExited => _process.HasExited;

    /// <summary>Starts one on a Redis. Further options by their names, such as <c>("SiloPort", "11500")</c>.</summary>
    public static async Task<StoreProcess> StartAsync(RedisServer redis, string prefix, params (string Name, string Value)[] options)
    {
        (string Name, string Value)[] all = [("RedisUrl", redis.Url), ("Backend", "Redis"), ("Prefix", prefix), .. options];
        var begun = Stopwatch.GetTimestamp();
        var store = new StoreProcess(all.Select(option => ("SessionStore__" + option.Name, (string?)option.Value)));
        await store._process.UntilAsync(store._ready);
        store.StartedWithin = Stopwatch.GetElapsedTime(begun);
        return store;
    }

    public Task<Answer> GetAsync(string id) => AskAsync(new { Do = "get", Id = id });

    public Task<Answer> SetAsync(string id, string value) => AskAsync(new { Do = "set", Id = id, Value = value });

    /// <summary>Appends.</summary>
    public Task<Answer> UpdateAsync(string id, string value) => AskAsync(new { Do = "update", Id = id, Value = value });

    public Task<Answer> LockAsync(string id) => AskAsync(new { Do = "lock", Id = id });

    public Task<Answer> CountAsync() => AskAsync(new { Do = "count" });

    /// <summary>How many sessions this process has in memory.</summary>
    public async Task<long> ActivationsAsync() => (await AskAsync(new { Do = "activations" })).Version;

    public Task<Answer> FillAsync(string ids, int count, string value) =>
        AskAsync(new { Do = "fill", Id = ids, Count = count, Value = value });

    /// <summary>Ends the process at once, as a crash does (SIGKILL).</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Stops the process where it stands (SIGSTOP).</summary>
    public Task PauseAsync() => _process.SignalAsync("STOP");

    /// <summary>Lets a paused process go on (SIGCONT).</summary>
    public Task ResumeAsync() => _process.SignalAsync("CONT");

    /// <summary>Asks the process to end, as an orchestrator does (SIGTERM), and says how long that took.</summary>
    public async Task<TimeSpan> TerminateAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        await _process.SignalAsync("TERM");
        await _process.EndAsync();
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Any order of the process, with its parts as properties.</summary>
    public async Task<Answer> AskAsync(object order)
    {
        var number = Interlocked.Increment(ref _number);
        var answer = Expect(number);
        var line = JsonSerializer.SerializeToNode(order)!;
        line["Number"] = number;
        _process.WriteLine(line.ToJsonString());
        return await answer.WaitAsync(ChildProcess.Patience);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task<Answer> Expect(int number) =>
        _asked.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Hear(string line)
    {
        var answer = JsonSerializer.Deserialize<Answer>(line)!;
        if (_asked.TryRemove(answer.Number, out var asked))
            asked.TrySetResult(answer);
    }

    private async Task FailAtTheEndAsync()
    {
        await _process.EndAsync(Timeout.InfiniteTimeSpan);

        // An end before the start is told with all that the process said.
        foreach (var (_, asked) in _asked.Where(asked => asked.Key != 0))
            asked.TrySetException(new InvalidOperationException("The store process has ended."));
    }
}
