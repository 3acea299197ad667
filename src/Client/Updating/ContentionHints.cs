namespace SessionOrleans.Updating;

/// <summary>
/// Remembers for a moment which sessions were contended, so that an update of one of them stands in line at once. A hint that is wrong
/// costs a call. Thread-safe, of fixed size.
/// </summary>
internal sealed class ContentionHints(TimeProvider time)
{
    private const int Slots = 1_024;
    private static readonly TimeSpan HintLifetime = TimeSpan.FromMilliseconds(250);

    private readonly long[] _seen = new long[Slots];

    public bool IsLikely(string id) => Volatile.Read(ref SlotOf(id)) is var seen and not 0 && time.GetElapsedTime(seen) < HintLifetime;

    public void Record(string id) => Volatile.Write(ref SlotOf(id), time.GetTimestamp());

    private ref long SlotOf(string id) => ref _seen[(uint)id.GetHashCode(StringComparison.Ordinal) % Slots];
}
