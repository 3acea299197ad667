using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Harness;

/// <summary>
/// A program in a process of its own, which ends with the test. What it writes is kept, line by line. Signals reach this process only.
/// Thread-safe.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>Bounds a hang, nothing else: a start takes seconds, on a machine that is busy many.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Lock _writing = new();

    private ChildProcess(ProcessStartInfo start) => _process = new() { StartInfo = start, EnableRaisingEvents = true };

    /// <summary>What it wrote to standard output so far. Whole once <see cref="EndAsync"/> has returned.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>What it wrote to standard error so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>All that it wrote so far.</summary>
    public IEnumerable<string> Lines => _output.Concat(_errors);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program. One that <c>dotnet</c> runs has its own folder as the current one, so that it reads its own
    /// settings.</summary>
    /// <param name="program">Its path, or a name on the PATH.</param>
    /// <param name="arguments">For it.</param>
    /// <param name="environment">Variables to set; with null as a value, to remove.</param>
    /// <param name="heard">Called with each line of standard output, in order, on one thread at a time.</param>
    /// <param name="heardError">The same for standard error.</param>
    public static ChildProcess Start(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string? Value)>? environment = null,
        Action<string>? heard = null,
        Action<string>? heardError = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true };
        if (arguments.FirstOrDefault() is { } first && Path.IsPathRooted(first))
            start.WorkingDirectory = Path.GetDirectoryName(first);
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        var child = new ChildProcess(start);
        child._process.OutputDataReceived += (_, line) => Hear(line.Data, child._output, heard);
        child._process.ErrorDataReceived += (_, line) => Hear(line.Data, child._errors, heardError);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Starts a program of this solution as it was built, and waits for a line of standard output that begins with that.</summary>
    /// <param name="built">See <see cref="Repository.Built"/>.</param>
    /// <param name="ready">How the line begins.</param>
    /// <param name="environment">Variables for it.</param>
    /// <exception cref="InvalidOperationException">It ended before. The message has what it wrote.</exception>
    public static Task<(ChildProcess Process, string Line)> StartAsync(
        string built, string ready, params IEnumerable<(string Name, string? Value)> environment) => StartAsync(
            [built], ready, environment);

    /// <summary>Starts <c>dotnet</c> with arguments, and waits likewise.</summary>
    public static async Task<(ChildProcess Process, string Line)> StartAsync(
        IEnumerable<string> arguments, string ready, params IEnumerable<(string Name, string? Value)> environment)
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var child = Start("dotnet", arguments, environment, line =>
        {
            if (line.StartsWith(ready, StringComparison.Ordinal))
                said.TrySetResult(line);
        });
        return (child, await child.UntilAsync(said.Task));
    }

    /// <summary>Starts an ASP.NET Core program on a free port, and waits until it listens there.</summary>
    /// <param name="arguments">Those of <c>dotnet</c>, without an address.</param>
    /// <param name="environment">What it gets beside our own environment; null takes a variable away.</param>
    public static async Task<(ChildProcess Process, Uri Address)> StartServerAsync(
        IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment)
    {
        const string Said = "      Now listening on: ";
        var (process, line) = await StartAsync([.. arguments, "--urls", "http://127.0.0.1:0"], Said, environment);
        return (process, new(line[Said.Length..]));
    }

    /// <summary>Waits for what it is to say or do first. Where that does not come, the process ends.</summary>
    /// <exception cref="InvalidOperationException">It ended before, or took longer than <see cref="Patience"/>, or what is
    /// given.</exception>
    public async Task<T> UntilAsync<T>(Task<T> said, TimeSpan? within = null)
    {
        string how;
        try
        {
            await Task.WhenAny(said, _process.WaitForExitAsync()).WaitAsync(within ?? Patience);
            if (said.IsCompleted)
                return await said;
            how = $"ended with code {_process.ExitCode}";
        }
        catch (TimeoutException)
        {
            how = "is not ready in time";
        }

        await DisposeAsync();
        throw new InvalidOperationException($"{_process.StartInfo.FileName} {how}. It said:\n{string.Join('\n', Lines)}");
    }

    /// <summary>Writes a line to its standard input.</summary>
    public void WriteLine(string line)
    {
        lock (_writing)
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
    }

    /// <summary>Ends its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Sends a signal, by its name without SIG: STOP where it stands, CONT, TERM as an orchestrator does.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended and all that it wrote was heard, and returns its exit code.</summary>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        await _process.WaitForExitAsync().WaitAsync(within ?? Patience);
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as a crash does (SIGKILL), and returns when all that it said was heard.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it, and what it started.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // Disposed before.
        }

        _process.Dispose();
    }

    private static void Hear(string? line, ConcurrentQueue<string> kept, Action<string>? heard)
    {
        if (line is null)
            return;
        kept.Enqueue(line);
        heard?.Invoke(line);
    }
}
