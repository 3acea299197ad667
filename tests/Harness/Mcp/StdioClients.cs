using ModelContextProtocol.Client;

namespace SessionOrleans.Harness.Mcp;

/// <summary>Clients of stdio servers, each of which is a process of its client's, on a store in memory.</summary>
public static class StdioClients
{
    /// <summary>Starts a server and connects to it. It ends with its client.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="era">The revision to speak; null: the newest.</param>
    /// <param name="environment">What is set beside the backend.</param>
    public static Task<McpClient> ConnectAsync(
        IReadOnlyList<string> command, string? era = null, params (string Name, string? Value)[] environment)
    {
        var transport = new StdioClientTransport(new()
        {
            Command = command[0],
            Arguments = [.. command.Skip(1)],
            EnvironmentVariables = new Dictionary<string, string?>(
                environment.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)))
            {
                ["SessionStore__Backend"] = "Memory",
            },

            // The client leaves its server's input open and waits this long before it kills it.
            ShutdownTimeout = TimeSpan.FromMilliseconds(200),
        });

        // By default the client takes a server that does not answer within five seconds for an older one, and this one starts when it is
        // asked.
        return McpClient.CreateAsync(transport, new() { ProtocolVersion = era, DiscoverProbeTimeout = ChildProcess.Patience });
    }
}
