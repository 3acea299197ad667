using System.Globalization;
using System.Text.Json.Serialization;

namespace SessionOrleans.Chaos.History;

/// <summary>One call of one caller. Times are on the machine's monotonic clock, which all processes share.</summary>
internal sealed record Operation
{
    /// <summary>Who called.</summary>
    public string Process { get; init; } = "";

    /// <summary>Counts the calls of a process.</summary>
    public int Number { get; init; }

    public OperationKind Kind { get; init; }

    /// <summary>The session.</summary>
    public string Id { get; init; } = "";

    /// <summary>Before it was sent.</summary>
    public TimeSpan Begin { get; init; }

    /// <summary>After it was answered; null while it was not.</summary>
    public TimeSpan? End { get; init; }

    public OperationOutcome Outcome { get; init; }

    /// <summary>What was read or is to be written. What is written is unlike anything else that is written.</summary>
    public string? Value { get; init; }

    /// <summary>The version that was read or made; 0: none.</summary>
    public long Version { get; init; }

    /// <summary>The version that a conditional write expects; 0: it has no condition.</summary>
    public long Expected { get; init; }

    /// <summary>The fencing token.</summary>
    public long Token { get; init; }

    /// <summary>Of a write to a session that is to end.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Of a lock.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>When a lock was granted, as the store tells it.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>The last moment at which a holder, running on time, counted itself as one.</summary>
    public TimeSpan? BelievedUntil { get; init; }

    /// <summary>When the holder was told that its lock is lost; null: it was not.</summary>
    public TimeSpan? LostAt { get; init; }

    /// <summary>Read when all was over, and every call answered.</summary>
    public bool IsFinal { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Process} {Kind} {Id} at {Begin.TotalSeconds:0.000} to {End?.TotalSeconds:0.000} s: {Outcome}, value {Value}, " +
        $"version {Version}, expected {Expected}, token {Token}");

    [JsonIgnore]
    public bool IsDone => Outcome is OperationOutcome.Done;

    /// <summary>Whether it made a version.</summary>
    [JsonIgnore]
    public bool IsWrite => Kind is OperationKind.Write or OperationKind.Add or OperationKind.FencedWrite;

    /// <summary>Whether it saw a version: a lock comes with the session's value.</summary>
    [JsonIgnore]
    public bool IsRead => Kind is OperationKind.Read or OperationKind.Grant;

    /// <summary>Whether it may have been carried out, or may be later, although nobody was told.</summary>
    [JsonIgnore]
    public bool IsInDoubt =>
        Outcome is OperationOutcome.Begun or OperationOutcome.Unknown or OperationOutcome.LostByFailover;

    [JsonIgnore]
    public bool HasFailed => Outcome is OperationOutcome.Unavailable or OperationOutcome.Unknown;
}
