using System.Diagnostics;
using System.Reflection;

namespace Demo;

/// <summary>samples/McpHost in a process of its own, on a port that the system chooses and it prints.</summary>
internal sealed class McpServer : IAsyncDisposable
{
    private readonly Process _process;

    private McpServer(string name, Process process, string url) => (Name, _process, Url) = (name, process, url);

    public string Name { get; }

    public string Url { get; }

    public static async Task<McpServer> StartAsync(string name)
    {
        var path = typeof(McpServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(
            metadata => metadata.Key == "McpHost").Value!;
        var start =
            new ProcessStartInfo("dotnet", [Path.GetFullPath(path)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development"; // where signing in takes only a name

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var said = new List<string>();
        var url = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            said.Add(line.Data ?? "");
            if (line.Data is ['c', 'u', 'r', 'l', ' ', '-', 's', ' ', .. var rest])
                url.TrySetResult(rest[..rest.IndexOf("/mcp", StringComparison.Ordinal)]);
        };
        process.Exited += (_, _) =>
            url.TrySetException(new InvalidOperationException($"Server {name} did not start. It said:\n{string.Join('\n', said)}"));
        AppDomain.CurrentDomain.UnhandledException += (_, _) => process.Kill(); // which leaves nobody else to end it
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(name, process, await url.Task.WaitAsync(TimeSpan.FromMinutes(2)));
    }

    /// <summary>Ends it as a crash does (SIGKILL), and says which process it was.</summary>
    public int Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        return _process.Id;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
