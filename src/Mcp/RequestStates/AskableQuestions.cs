namespace SessionOrleans.Mcp;

/// <summary>A server must not ask what a client did not declare that it can answer; and some clients cannot be asked at all.</summary>
internal static class AskableQuestions
{
    /// <exception cref="McpException">The client cannot be asked this. The SDK shows the message to the caller.</exception>
    public static void Require(ToolCall call, IDictionary<string, InputRequest>? questions)
    {
        if (!call.Server.IsMrtrSupported)
        {
            throw new McpException(
                "This needs an answer from you, and your client cannot be asked: it takes one that speaks revision 2026-07-28 of the " +
                "protocol, or a session of an older revision with a server that keeps sessions.");
        }

        // From 2026-07-28 on each request says what its client can do; before, the session did.
        var capabilities = call.Request?.Context?.ClientCapabilities ?? call.Server.ClientCapabilities;
        foreach (var method in questions?.Values.Select(question => question.Method) ?? [])
        {
            if (!Declares(capabilities, method))
                throw new McpException(
                    $"This needs an answer from you, and your client did not declare that it can be asked with {method}.");
        }
    }

#pragma warning disable MCP9005 // Sampling and roots are deprecated; a client that declares them may still be asked.
    private static bool Declares(ClientCapabilities? capabilities, string method) => method switch
    {
        RequestMethods.ElicitationCreate => capabilities?.Elicitation is not null,
        RequestMethods.SamplingCreateMessage => capabilities?.Sampling is not null,
        RequestMethods.RootsList => capabilities?.Roots is not null,
        _ => false,
    };
#pragma warning restore MCP9005
}
