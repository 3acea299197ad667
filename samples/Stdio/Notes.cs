using System.Collections.Immutable;
using SessionOrleans;

namespace Stdio;

/// <summary>What the user wants to remember.</summary>
[SessionKind("notes")]
public sealed record Notes
{
    public ImmutableList<string> Lines { get; init; } = [];
}
