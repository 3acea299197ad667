using SessionOrleans.Chaos.History;

namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>Handmade histories: what was called, from and to which second.</summary>
internal static class Calls
{
    private static int _number;

    public static Operation Read(double begin, double end, string? value, long version) =>
        Of(OperationKind.Read, begin, end) with { Value = value, Version = version };

    public static Operation Final(string? value, long version) => Read(1_000, 1_001, value, version) with { IsFinal = true };

    public static Operation Write(double begin, double end, string value, long version, long expected = 0) =>
        Of(OperationKind.Write, begin, end) with { Value = value, Version = version, Expected = expected };

    public static Operation Brief(double begin, double end, string value, long version, double timeToLive) =>
        Write(begin, end, value, version) with { TimeToLive = TimeSpan.FromSeconds(timeToLive) };

    public static Operation Add(double begin, double end, int made) =>
        Of(OperationKind.Add, begin, end) with { Value = $"{made}", Version = made };

    /// <summary>A lock of two seconds.</summary>
    public static Operation Grant(double begin, double end, long token) => Of(OperationKind.Grant, begin, end) with
    {
        Token = token, Lease = TimeSpan.FromSeconds(2), Since = At(end),
    };

    public static Operation Release(double begin, double end, long token, double? believedUntil = null) =>
        Of(OperationKind.Release, begin, end) with
    {
        Token = token, BelievedUntil = believedUntil is { } believed ? At(believed) : null,
    };

    public static Operation FencedWrite(double begin, double end, long token, string value, long version) =>
        Of(OperationKind.FencedWrite, begin, end) with { Token = token, Value = value, Version = version };

    public static Operation NeverAnswered(this Operation operation) =>
        operation with { End = null, Outcome = OperationOutcome.Begun, Version = 0 };

    public static Operation InDoubt(this Operation operation) => operation with { Outcome = OperationOutcome.Unknown, Version = 0 };

    public static Operation Refused(this Operation operation) => operation with { Outcome = OperationOutcome.Refused, Version = 0 };

    public static Operation Unavailable(this Operation operation) => operation with { Outcome = OperationOutcome.Unavailable, Version = 0 };

    private static Operation Of(OperationKind kind, double begin, double end) => new()
    {
        Process = "handmade", Number = Interlocked.Increment(ref _number), Kind = kind, Begin = At(begin), End = At(end),
        Outcome = OperationOutcome.Done,
    };

    private static TimeSpan At(double second) => TimeSpan.FromSeconds(second);
}
