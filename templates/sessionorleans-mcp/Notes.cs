using System.Collections.Immutable;
using SessionOrleans;

namespace NotesServer;

/// <summary>A list of notes: one session. It is kept as JSON, so fields can be added later.</summary>
[SessionKind("notes")]
public sealed record Notes
{
    public ImmutableArray<string> Lines { get; init; } = [];

    public Notes Add(string line) => this with { Lines = [.. Lines, line] };
}
