using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using SessionOrleans.Harness;

namespace SessionOrleans.Chaos.Processes;

/// <summary>A worker in a process of its own. What it does goes into the log of operations.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly OperationLog _log;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _words = [];
    private long _heap;

    private WorkerProcess(WorkerSettings settings, OperationLog log, TextWriter errors, bool compilesOnce)
    {
        (Name, _log) = (settings.Name, log);
        _process = ChildProcess.Start(
            "dotnet",
            [typeof(WorkerProcess).Assembly.Location, .. settings.ToArguments()],
            compilesOnce ? [("DOTNET_TieredCompilation", "0")] : null,
            Hear,
            errors.WriteLine);
        _ = EndAsync(errors);
    }

    public string Name { get; }

    public int ProcessId => _process.Id;

    /// <param name="settings">What it is told.</param>
    /// <param name="log">Where its operations go.</param>
    /// <param name="logs">The folder for what it says on standard error; null: ours.</param>
    /// <param name="compilesOnce">Whether each method is compiled once, so that what is allocated later is not the compiler's.</param>
    public static async Task<WorkerProcess> StartAsync(WorkerSettings settings, OperationLog log, string? logs, bool compilesOnce)
    {
        var errors = logs is null ? Console.Error : new StreamWriter(Path.Combine(logs, settings.Name + ".log")) { AutoFlush = true };
        var worker = new WorkerProcess(settings, log, errors, compilesOnce);
        await worker._process.UntilAsync(worker.Of(WorkerMessage.Ready).Task);
        return worker;
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL), and returns when all that it said was heard.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Stops it where it stands (SIGSTOP).</summary>
    public Task PauseAsync() => _process.SignalAsync("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public Task ResumeAsync() => _process.SignalAsync("CONT");

    /// <summary>Tells it something, and returns when that is done.</summary>
    public async Task TellAsync(string word, TimeSpan within)
    {
        var done = Of(word).Task;
        _process.WriteLine(word);
        try
        {
            await done.WaitAsync(within);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} was told to {word}, and did not in {within.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>Lets it collect its garbage, and returns how many bytes of its managed heap are in use.</summary>
    public async Task<long> CollectAsync()
    {
        _words.TryRemove(WorkerMessage.Collect, out _);
        await TellAsync(WorkerMessage.Collect, ChildProcess.Patience);
        return Volatile.Read(ref _heap);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private TaskCompletionSource<bool> Of(string word) =>
        _words.GetOrAdd(word, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Hear(string line)
    {
        if (line.StartsWith(WorkerMessage.Heap, StringComparison.Ordinal))
        {
            Volatile.Write(ref _heap, long.Parse(line.AsSpan(WorkerMessage.Heap.Length), CultureInfo.InvariantCulture));
            return;
        }

        if (!line.StartsWith('{'))
        {
            Of(line).TrySetResult(true);
            return;
        }

        try
        {
            _log.Add(OperationLog.Read(line));
        }
        catch (JsonException) when (!line.EndsWith('}'))
        {
            // It was killed while it wrote this.
        }
    }

    private async Task EndAsync(TextWriter errors)
    {
        await _process.EndAsync(Timeout.InfiniteTimeSpan);
        foreach (var word in _words.Values)
            word.TrySetException(new InvalidOperationException($"{Name} has ended."));
        if (errors != Console.Error)
            await errors.DisposeAsync();
    }
}
