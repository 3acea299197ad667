namespace SessionOrleans.Chaos.Faults;

/// <summary>One fault.</summary>
/// <param name="Kind">What.</param>
/// <param name="Silo">To which silo, by its number; where Redis is meant, which of its primaries.</param>
/// <param name="Length">How long it lasts: until what was killed is started again, or what stands still goes on.</param>
internal sealed record PlannedFault(FaultKind Kind, int Silo, TimeSpan Length);
