namespace SessionOrleans.Mcp;

/// <summary>The tools of one kind of session that a server has by <c>WithSessionTools</c>.</summary>
internal abstract class LifecycleTools
{
    /// <summary>What the sessions hold.</summary>
    public abstract Type Value { get; }

    /// <summary>How long one lives, as a sentence.</summary>
    public abstract string Lifetime { get; }

    protected abstract IReadOnlyList<McpServerTool> Tools { get; }

    /// <summary>Adds the tools to a server; again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The server has another tool of a name.</exception>
    public void AddTo(McpServerOptions server)
    {
        var offered = server.ToolCollection ??= [];
        foreach (var tool in Tools)
        {
            var name = tool.ProtocolTool.Name;
            if (!offered.TryAdd(tool) && offered.TryGetPrimitive(name, out var other) && other != tool)
            {
                throw new InvalidOperationException(
                    $"The server has a tool '{name}' already, and WithSessionTools<{Value.Name}>() makes one of that name. Leave out " +
                    "the other, or give WithSessionTools another name.");
            }
        }
    }
}
