using System.Collections.Immutable;
using SessionOrleans;

namespace McpHost;

/// <summary>What is remembered in a session.</summary>
[SessionKind("session")]
public sealed record Notes
{
    /// <summary>The values by their keys.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;
}
