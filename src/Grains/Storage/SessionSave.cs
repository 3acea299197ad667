namespace SessionOrleans.Storage;

/// <summary>All that one save consists of.</summary>
/// <param name="Next">The record to be; an empty one becomes a tombstone.</param>
/// <param name="ExpectedVersion">The version that has to be stored; 0: nothing stored.</param>
/// <param name="Entry">The entry in the index that comes, moves or goes with it; null: the index stays as it is.</param>
/// <param name="Ended">A session that ended, whose handlers were not called yet, and whose place this record takes: it is put aside
/// first.</param>
internal readonly record struct SessionSave(SessionRecord Next, long ExpectedVersion, IndexEntry? Entry, SessionRecord? Ended);
