using System.Diagnostics;
using Orleans.Runtime;

namespace SessionOrleans.Telemetry;

/// <summary>
/// Spans of the activity source <c>SessionOrleans</c>: a caller's calls to a session, and what they cost at the storage. They carry an id's
/// short hash, never an id, an owner, a label or a value. Nothing is made while nobody listens. Thread-safe.
/// </summary>
/// <remarks>Orleans' own spans carry grain keys, which are ids, so they are not relied on: the caller's span travels in the request's
/// context.</remarks>
internal static class SessionTracing
{
    /// <summary>The activity source's name, and the meter's.</summary>
    public const string SourceName = "SessionOrleans";

    private const string ParentKey = "session.traceparent";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody wants spans.</summary>
    public static bool IsListenedTo => Source.HasListeners();

    /// <summary>A caller's call to a session, with every attempt at it. The silo's spans become its children.</summary>
    public static Activity? Call(string operation, string id)
    {
        if (!Source.HasListeners() || Source.StartActivity($"session.{operation}", ActivityKind.Client) is not { } span)
            return null;
        RequestContext.Set(ParentKey, span.Id!);
        return span.SetTag("session.hash", IdHash.Of(id));
    }

    /// <summary>
    /// Takes out of this flow what would travel with a call besides the trace: the request context is one a process, so it may hold what
    /// the application's own Orleans put there (data of a user, where to place grains). For an async method that calls a grain; its
    /// caller's flow stays.
    /// </summary>
    public static void KeepToOurselves()
    {
        var parent = RequestContext.Get(ParentKey);
        RequestContext.Clear();
        if (parent is not null)
            RequestContext.Set(ParentKey, parent);
    }

    /// <summary>A session's read or save at its storage.</summary>
    public static Activity? Storage(string operation, string id)
    {
        if (!Source.HasListeners())
            return null;
        ActivityContext.TryParse(RequestContext.Get(ParentKey) as string, null, isRemote: true, out var parent);
        return Source.StartActivity($"session.storage.{operation}", ActivityKind.Client, parent)?.SetTag("session.hash", IdHash.Of(id));
    }

    /// <summary>An answer came, perhaps after attempts that failed.</summary>
    public static void Complete(this Activity? span) => span?.SetStatus(ActivityStatusCode.Ok);

    /// <summary>What came of it, in one word.</summary>
    public static void SetOutcome(this Activity? span, string outcome) => span?.SetTag("session.outcome", outcome);

    /// <summary>Notes a failure by the name of its type: a message may tell too much. False, so that it may stand in an exception
    /// filter.</summary>
    public static bool RecordException(this Activity? span, Exception failure)
    {
        span?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
        return false;
    }
}
