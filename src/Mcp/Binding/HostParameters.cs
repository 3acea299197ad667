using System.Runtime.CompilerServices;

namespace SessionOrleans.Mcp;

/// <summary>The session parameters of a host's tools, prompts and resources: looked for once in each. Thread-safe.</summary>
internal sealed class HostParameters
{
    private readonly ConditionalWeakTable<IMcpServerPrimitive, ToolSessionParameters> _known = [];
    private readonly SessionKinds _kinds = new();

    public ToolSessionParameters Of(IMcpServerPrimitive primitive) => _known.GetValue(primitive, one => new(one, _kinds));

    /// <summary>Looks at all that the server offers now.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong with one of them.</exception>
    public void Inspect(McpServerOptions options)
    {
        IEnumerable<IMcpServerPrimitive> offered =
            [.. options.ToolCollection ?? [], .. options.PromptCollection ?? [], .. options.ResourceCollection ?? []];
        foreach (var primitive in offered)
            _ = Of(primitive);
    }
}
