using SessionOrleans.Sessions;

namespace SessionOrleans.Reading;

/// <summary>
/// Reads of one process from sessions in other processes, which share messages while there are many: a message costs many times what a read does. What
/// cannot be read so is asked of the session itself. Thread-safe.
/// </summary>
internal sealed class SharedReads
{
    /// <summary>Each leads to one gateway, and has one message under way.</summary>
    private const int Lanes = 2;

    /// <summary>Slots for what is known of sessions, by a hash of their ids; two that share one go by themselves more often than they need.</summary>
    private const int Slots = 4_096;

    /// <summary>How long a session is asked by itself that was not at hand where its lane leads.</summary>
    private const int ElsewhereMilliseconds = 2_000;

    private readonly IGrainFactory _grains;
    private readonly ReadLane[] _lanes;
    private readonly long[] _elsewhereUntil = new long[Slots];

    public SharedReads(IGrainFactory grains)
    {
        _grains = grains;
        _lanes = [.. Enumerable.Range(0, Lanes).Select(number => new ReadLane(grains, number))];
    }

    /// <summary>As <see cref="ISessionGrain.ReadNewer"/>, and with its failures.</summary>
    public async ValueTask<Reply> ReadNewer(string id, long known)
    {
        var hash = (uint)id.GetHashCode(StringComparison.Ordinal);
        var (lane, slot) = (_lanes[hash % Lanes], (int)(hash / Lanes % Slots));
        if (Volatile.Read(ref _elsewhereUntil[slot]) > Environment.TickCount64)
            return await ReadAlone(id, known);
        if (lane.TryJoin(new(id, known)) is { } joined)
        {
            if (await joined is { } session)
                return new(Outcome.Done, session);
            Volatile.Write(ref _elsewhereUntil[slot], Environment.TickCount64 + ElsewhereMilliseconds);
            return await ReadAlone(id, known);
        }

        try
        {
            return await ReadAlone(id, known);
        }
        finally
        {
            lane.Left();
        }
    }

    private ValueTask<Reply> ReadAlone(string id, long known) => _grains.GetGrain<ISessionGrain>(id).ReadNewer(known);
}
