namespace SessionOrleans.Mcp.Tests.EndToEnd;

/// <summary>samples/McpHost in a process of its own, on a port that the system chooses: it prints which.</summary>
public sealed class McpHostProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private McpHostProcess(ChildProcess process, CurlLine curl) => (_process, Curl) = (process, curl);

    /// <summary>The line that it printed when it was ready.</summary>
    public CurlLine Curl { get; }

    /// <summary>What it wrote so far.</summary>
    public IEnumerable<string> Output => _process.Lines;

    /// <summary>Starts it.</summary>
    public static async Task<McpHostProcess> StartAsync(params (string Name, string Value)[] environment)
    {
        var (process, line) =
            await ChildProcess.StartAsync(Repository.McpHost, "curl ", [.. environment, ("ASPNETCORE_URLS", "http://127.0.0.1:0")]);
        return new(process, new(line));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
