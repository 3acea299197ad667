namespace SessionOrleans.Signals;

/// <summary>Where a topic or a session stands. Two marks that are the same: nothing was sent in between.</summary>
/// <param name="Era">The activation; another one may have lost signals and listeners of the one before.</param>
/// <param name="Count">How many signals it sent.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.SignalMark")]
internal readonly record struct SignalMark([property: Id(0)] Guid Era, [property: Id(1)] long Count);
