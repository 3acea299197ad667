namespace SessionOrleans.Rules;

/// <summary>One record with its entry in the index, saved by compare-and-set, and the ended sessions that were put aside.</summary>
internal sealed class SimulatedStorage(bool keepsEnded)
{
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;
    private readonly HashSet<long> _putAside = [];
    private IndexEntry? _entry;

    /// <summary>What becomes of the next save.</summary>
    public enum Fate
    {
        Saved,
        NothingSaved,
        LostInDoubt,
        SavedInDoubt,

        /// <summary>Another activation saved the same just before.</summary>
        Conflict,
    }

    public SessionRecord Record { get; private set; } = SessionRecord.None;

    public Fate Next { get; set; }

    public SaveResult Save(SessionSave save, Now now)
    {
        var fate = Next;
        Next = Fate.Saved;
        if (fate is Fate.NothingSaved)
            return new(SaveOutcome.NothingSaved);
        if (fate is Fate.LostInDoubt)
            return new(SaveOutcome.Unknown);
        if (fate is Fate.Conflict)
            Record = Record.Saved(StorageVersions.Next(Record.Version, now.Time));
        if (save.ExpectedVersion != Record.Version)
            return new(SaveOutcome.Conflict);

        // What ended is told of: it is put aside before something else takes its place.
        var before = Record;
        if (save.Ended is { } ended)
            _putAside.Add(ended.Version);
        if (keepsEnded && before.IsOver(now.Time))
            Assert.Contains(before.Version, _putAside);
        Record = save.Next.Saved(StorageVersions.Next(Math.Max(before.Version, save.Next.Version), now.Time));
        Assert.True(Record.Version > before.Version);

        // The sweep finds every session in time. What is left of one that expired is the sweep's.
        _entry = save.Entry is { } entry ? Record.Value is null ? null : entry : _entry;
        if (Record.Value is not null)
            Assert.True(_entry is { } due && due.Owner == Record.Owner && (due.Deadline ?? Never) <= (Record.Deadline ?? Never));
        else if (before.Value is not null && !before.IsOver(now.Time))
            Assert.Null(_entry);
        return fate is Fate.SavedInDoubt ? new(SaveOutcome.Unknown) : new(SaveOutcome.Saved, Record);
    }
}
