namespace SessionOrleans.Quotas;

/// <summary>What the owner of a write may have. It comes with each write of a caller, from the host's options.</summary>
/// <param name="MaxSessions">Sessions of the owner, in all.</param>
/// <param name="MaxSessionsOfKind">Sessions of the owner, of the kind that is written.</param>
/// <param name="MaxBytes">Bytes that all of them hold.</param>
/// <param name="BytesPerMinute">Bytes that are written to the session in a minute.</param>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.WriteQuota")]
internal sealed record WriteQuota(
    [property: Id(0)] int MaxSessions,
    [property: Id(1)] int MaxSessionsOfKind,
    [property: Id(2)] long MaxBytes,
    [property: Id(3)] int BytesPerMinute);
