namespace SessionOrleans.Quotas;

/// <summary>Which limit a write was refused by.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="IsAnonymous">Whether it is that of all callers who are not signed in together.</param>
/// <param name="Most">What it allows; of memory, the per cent that are used.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.QuotaBreach")]
internal sealed record QuotaBreach(
    [property: Id(0)] QuotaLimit Limit,
    [property: Id(1)] bool IsAnonymous,
    [property: Id(2)] long Most);
