using Orleans.Concurrency;

namespace SessionOrleans.Sessions;

/// <summary>An outcome, and what is known of the session.</summary>
[GenerateSerializer, Immutable]
[Alias("SessionOrleans.InspectReply")]
internal sealed record InspectReply(
    [property: Id(0)] Outcome Outcome,
    [property: Id(1)] SessionDetails? Details = null);
