namespace SessionOrleans.Expiry;

/// <summary>How many sessions a shard has; or that the storage cannot be asked.</summary>
/// <param name="Count">How many.</param>
/// <param name="Outcome">Unavailable: the storage did not answer, or refused.</param>
/// <param name="Reason">Why it refused, where it did.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.CountReply")]
internal sealed record CountReply(
    [property: Id(0)] long Count, [property: Id(1)] Outcome Outcome = Outcome.Done, [property: Id(2)] string? Reason = null);
