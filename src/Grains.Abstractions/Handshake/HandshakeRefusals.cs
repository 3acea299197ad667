using System.Net;

namespace SessionOrleans.Handshake;

/// <summary>
/// Whether this process is kept out, and since when, so that its start can end with what to do. Who closes, or is of another cluster, is
/// told but does not count: a silo that ends, or another's at an address that was one of ours. Thread-safe.
/// </summary>
internal sealed class HandshakeRefusals(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _since;

    /// <summary>What was refused last, in one sentence; null where nothing was.</summary>
    public string? Last { get; private set; }

    /// <summary>How long this process has been refused, without being let in anywhere.</summary>
    public TimeSpan RefusedFor
    {
        get
        {
            lock (_lock)
                return _since is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
        }
    }

    public void Refused(HandshakeOutcome outcome, EndPoint? silo, string reason)
    {
        var isOfOurs = outcome is HandshakeOutcome.UnknownSecret or HandshakeOutcome.NoHandshake or HandshakeOutcome.WrongProof;
        lock (_lock)
        {
            Last = $"The silo at {silo} was not connected to: {reason}";
            if (isOfOurs)
                _since ??= time.GetTimestamp();
        }
    }

    public void Proven()
    {
        lock (_lock)
            (_since, Last) = (null, null);
    }
}
