using System.Runtime.CompilerServices;

namespace SessionOrleans.Mcp;

/// <summary>The session parameters of a host's tools, prompts and resources: looked for once in each. Thread-safe.</summary>
/// <param name="lifecycles">The kinds whose lifetime is known.</param>
internal sealed class HostParameters(IEnumerable<LifecycleTools> lifecycles)
{
    private readonly ConditionalWeakTable<IMcpServerPrimitive, ToolSessionParameters> _known = [];
    private readonly SessionKinds _kinds = new();

    public ToolSessionParameters Of(IMcpServerPrimitive primitive) => _known.GetValue(primitive, one => new(one, _kinds, LifetimeOf));

    /// <summary>Looks at all that the server offers now.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong with one of them.</exception>
    public void Inspect(McpServerOptions options)
    {
        foreach (var lifecycle in lifecycles)
            _kinds.Add(lifecycle.Value);
        IEnumerable<IMcpServerPrimitive> offered =
            [.. options.ToolCollection ?? [], .. options.PromptCollection ?? [], .. options.ResourceCollection ?? []];
        foreach (var primitive in offered)
            _ = Of(primitive);
    }

    private string? LifetimeOf(Type value) => lifecycles.FirstOrDefault(one => one.Value == value)?.Lifetime;
}
