namespace SessionOrleans.Quotas;

/// <summary>A write that is about to be saved, and makes what its owner has more.</summary>
/// <param name="Kind">The session's kind.</param>
/// <param name="IsNew">Whether there is no session yet.</param>
/// <param name="Bytes">How many bytes come on top, in steps of <see cref="OwnedSize"/>.</param>
/// <param name="Quota">What the owner may have.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.QuotaRequest")]
internal sealed record QuotaRequest(
    [property: Id(0)] string Kind,
    [property: Id(1)] bool IsNew,
    [property: Id(2)] long Bytes,
    [property: Id(3)] WriteQuota Quota);
