using System.Diagnostics;

namespace SessionOrleans.Updating;

/// <summary>Updates that share a save, each applied to what the one before it made. For one runner.</summary>
internal sealed class UpdateBatch(IReadOnlyList<PendingUpdate> updates)
{
    /// <summary>How long functions may take that share a save. Those left over get the next one.</summary>
    private static readonly TimeSpan ApplyTime = TimeSpan.FromMilliseconds(50);

    private readonly List<PendingUpdate> _applied = [];
    private readonly List<PendingUpdate> _failed = [];

    /// <summary>How many the save stands for.</summary>
    public int Count => _applied.Count;

    /// <summary>Those that were saved or failed by themselves.</summary>
    public IReadOnlyCollection<PendingUpdate> Done => [.. _applied, .. _failed];

    public SessionWriteOptions? Options => updates[0].Options;

    /// <summary>The value after all of them; null when none is left to save. Whoever is alone gets the exception of its own
    /// function.</summary>
    public byte[]? Apply(byte[]? from)
    {
        var begun = Stopwatch.GetTimestamp();
        _applied.Clear();
        foreach (var update in updates)
        {
            if (_failed.Contains(update))
                continue;
            if (_applied.Count > 0 && Stopwatch.GetElapsedTime(begun) > ApplyTime)
                break;
            try
            {
                from = update.Apply(from);
                _applied.Add(update);
            }
            catch (Exception trouble) when (updates.Count > 1)
            {
                update.Fail(trouble);
                _failed.Add(update);
            }
        }

        return _applied.Count == 0 ? null : from;
    }

    /// <summary>Each gets a version of its own: all but the last were overwritten at once, and their versions are in nobody else's
    /// hands.</summary>
    public void Saved(SessionSnapshot session)
    {
        for (var at = 0; at < _applied.Count; at++)
            _applied[at].Saved(session, session.Version - (_applied.Count - 1 - at));
    }
}
