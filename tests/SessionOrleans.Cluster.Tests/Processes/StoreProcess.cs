using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>
/// A store in a process of its own: asked line by line, killed, paused and resumed with signals that reach only this process.
/// </summary>
public sealed class StoreProcess : IAsyncDisposable
{
    /// <summary>Bounds a hang, nothing else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string Assembly = Path.GetFullPath(typeof(StoreProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == nameof(StoreProcess)).Value!);

    private readonly System.Diagnostics.Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Answer>> _asked = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Lock _writing = new();
    private int _number;

    private StoreProcess(System.Diagnostics.Process process) => _process = process;

    /// <summary>How long it took from the start of the process until its store had started.</summary>
    public TimeSpan StartedWithin { get; private set; }

    /// <summary>What it logged so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts one on a Redis. Further options by their names, such as <c>("SiloPort", "11500")</c>.</summary>
    public static async Task<StoreProcess> StartAsync(RedisServer redis, string prefix, params (string Name, string Value)[] options)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SessionStore__RedisUrl"] = redis.Url;
        start.Environment["SessionStore__Backend"] = "Redis";
        start.Environment["SessionStore__Prefix"] = prefix;
        foreach (var (name, value) in options)
            start.Environment["SessionStore__" + name] = value;

        var store = new StoreProcess(new() { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await store.StartAsync();
            return store;
        }
        catch (Exception exception)
        {
            await store.DisposeAsync();
            throw new InvalidOperationException($"The store process did not start. It said:\n{store.Log}", exception);
        }
    }

    public Task<Answer> GetAsync(string id) => AskAsync(new { Do = "get", Id = id });

    public Task<Answer> SetAsync(string id, string value) => AskAsync(new { Do = "set", Id = id, Value = value });

    /// <summary>Appends.</summary>
    public Task<Answer> UpdateAsync(string id, string value) => AskAsync(new { Do = "update", Id = id, Value = value });

    public Task<Answer> LockAsync(string id) => AskAsync(new { Do = "lock", Id = id });

    public Task<Answer> CountAsync() => AskAsync(new { Do = "count" });

    /// <summary>How many sessions this process has in memory.</summary>
    public async Task<long> ActivationsAsync() => (await AskAsync(new { Do = "activations" })).Version;

    public Task<Answer> FillAsync(string ids, int count, string value) => AskAsync(new { Do = "fill", Id = ids, Count = count, Value = value });

    /// <summary>Ends the process at once, as a crash does (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops the process where it stands (SIGSTOP).</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets a paused process go on (SIGCONT).</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Asks the process to end, as an orchestrator does (SIGTERM), and says how long that took.</summary>
    public async Task<TimeSpan> TerminateAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        await SignalAsync("TERM");
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return Stopwatch.GetElapsedTime(begun);
    }

    public bool HasExited => _process.HasExited;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // It never ran, or ended by itself.
        }

        _process.Dispose();
    }

    private async Task StartAsync()
    {
        var ready = Expect(0);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.Exited += (_, _) => Fail();
        var begun = Stopwatch.GetTimestamp();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.WaitAsync(Patience);
        StartedWithin = Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Any order of the process, with its parts as properties.</summary>
    public async Task<Answer> AskAsync(object order)
    {
        var number = Interlocked.Increment(ref _number);
        var answer = Expect(number);
        var line = JsonSerializer.SerializeToNode(order)!;
        line["Number"] = number;
        lock (_writing)
        {
            _process.StandardInput.WriteLine(line.ToJsonString());
            _process.StandardInput.Flush();
        }

        return await answer.WaitAsync(Patience);
    }

    private Task<Answer> Expect(int number) =>
        _asked.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Hear(string? line)
    {
        if (line is null)
            return;
        var answer = JsonSerializer.Deserialize<Answer>(line)!;
        if (_asked.TryRemove(answer.Number, out var asked))
            asked.TrySetResult(answer);
    }

    private void Fail()
    {
        foreach (var asked in _asked.Values)
            asked.TrySetException(new InvalidOperationException("The store process has ended."));
    }

    private async Task SignalAsync(string name)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
