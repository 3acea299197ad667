using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SessionOrleans.Chaos.Processes;

/// <summary>A worker in a process of its own. What it does goes into the log of operations.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly OperationLog _log;
    private readonly TextWriter _file;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _words = [];

    private WorkerProcess(WorkerSettings settings, OperationLog log, TextWriter file)
    {
        (Name, _log, _file) = (settings.Name, log, file);
        var start = new ProcessStartInfo("dotnet", [typeof(WorkerProcess).Assembly.Location, .. settings.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new() { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                _file.WriteLine(text);
        };
        _process.Exited += (_, _) => Fail();
    }

    public string Name { get; }

    /// <param name="settings">What it is told.</param>
    /// <param name="log">Where its operations go.</param>
    /// <param name="logs">The folder for what it says on standard error; null: ours.</param>
    public static async Task<WorkerProcess> StartAsync(WorkerSettings settings, OperationLog log, string? logs)
    {
        var file = logs is null
            ? Console.Error
            : TextWriter.Synchronized(new StreamWriter(Path.Combine(logs, settings.Name + ".log")) { AutoFlush = true });
        var worker = new WorkerProcess(settings, log, file);
        try
        {
            worker._process.Start();
            worker._process.BeginOutputReadLine();
            worker._process.BeginErrorReadLine();
            await worker.HeardAsync(WorkerMessage.Ready).WaitAsync(StartWithin);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL), and returns when all that it said was heard.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it where it stands (SIGSTOP).</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Tells it something, and returns when that is done.</summary>
    public async Task TellAsync(string word, TimeSpan within)
    {
        var done = HeardAsync(word);
        await _process.StandardInput.WriteLineAsync(word);
        await _process.StandardInput.FlushAsync();
        try
        {
            await done.WaitAsync(within);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} was told to {word}, and did not in {within.TotalSeconds:0} seconds.");
        }
    }

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
        if (_file != Console.Error)
            await _file.DisposeAsync();
    }

    private Task HeardAsync(string word) => Of(word).Task;

    private TaskCompletionSource Of(string word) => _words.GetOrAdd(word, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Hear(string? line)
    {
        if (line is null)
            return;
        if (!line.StartsWith('{'))
        {
            Of(line).TrySetResult();
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

    private void Fail()
    {
        foreach (var word in _words.Values)
            word.TrySetException(new InvalidOperationException($"{Name} has ended."));
    }

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
