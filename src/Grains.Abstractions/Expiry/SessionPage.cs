namespace SessionOrleans.Expiry;

/// <summary>Some sessions, and where to go on; or that the storage cannot be asked.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Cursor">Where the next page begins; null: this is the last.</param>
/// <param name="Unreadable">Ids of which what is stored cannot be read; null: none.</param>
/// <param name="Outcome">Unavailable: the storage did not answer, or refused.</param>
/// <param name="Reason">Why it refused, where it did.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.SessionPage")]
internal sealed record SessionPage(
    [property: Id(0)] IReadOnlyList<SessionDetails> Sessions,
    [property: Id(1)] string? Cursor,
    [property: Id(2)] IReadOnlyList<string>? Unreadable = null,
    [property: Id(3)] Outcome Outcome = Outcome.Done,
    [property: Id(4)] string? Reason = null);
