using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>A built program, run as a process of its own and killed at the end. It is ready when it prints the line that says so.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>Bounds a hang, nothing else: a start takes a second or two.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts a program and waits until it prints a line that begins with <paramref name="ready"/>.</summary>
    /// <param name="program">Its name in this assembly's metadata, which knows the path.</param>
    /// <param name="ready">How the line begins.</param>
    /// <param name="environment">Variables for it.</param>
    /// <returns>The process, and that line.</returns>
    public static Task<(ServerProcess Process, string ReadyLine)> StartAsync(
        string program, string ready, params (string Name, string Value)[] environment) => StartAsync(program, [PathOf(program)], ready, environment);

    /// <summary>Runs <c>dotnet</c> and waits until it prints a line that begins with <paramref name="ready"/>.</summary>
    /// <param name="program">What to call it in errors.</param>
    /// <param name="arguments">For <c>dotnet</c>.</param>
    /// <param name="ready">How the line begins.</param>
    /// <param name="environment">Variables for it.</param>
    /// <returns>The process, and that line.</returns>
    public static async Task<(ServerProcess Process, string ReadyLine)> StartAsync(
        string program, IReadOnlyList<string> arguments, string ready, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var server = new ServerProcess(new() { StartInfo = start, EnableRaisingEvents = true });
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        server._process.OutputDataReceived += (_, line) => Hear(line.Data);
        server._process.ErrorDataReceived += (_, line) => Hear(line.Data);
        server._process.Exited += (_, _) => said.TrySetException(new InvalidOperationException($"{program} ended before it was ready."));

        try
        {
            server._process.Start();
            server._process.BeginOutputReadLine();
            server._process.BeginErrorReadLine();
            return (server, await said.Task.WaitAsync(Patience));
        }
        catch (Exception exception)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"{program} did not start. It said:\n{string.Join('\n', server._output)}", exception);
        }

        void Hear(string? line)
        {
            if (line is null)
                return;
            server._output.Enqueue(line);
            if (line.StartsWith(ready, StringComparison.Ordinal))
                said.TrySetResult(line);
        }
    }

    /// <summary>What it wrote so far, to standard output and error.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Where a program of this solution was built to.</summary>
    public static string PathOf(string program) => Path.GetFullPath(
        typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == program).Value!);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It never ran, or ended by itself.
        }

        _process.Dispose();
    }
}
