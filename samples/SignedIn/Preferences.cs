using SessionOrleans;

namespace SignedIn;

/// <summary>What a user likes. Each user has one, so it needs no handle.</summary>
[SessionKind("preferences")]
public sealed record Preferences
{
    public string Language { get; init; } = "en";
}
