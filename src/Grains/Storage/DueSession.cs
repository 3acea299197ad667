namespace SessionOrleans.Storage;

/// <summary>A session that is over, or an entry that leads nowhere.</summary>
/// <param name="Entry">The entry, as it was read.</param>
/// <param name="Version">The version of the record that is over; 0: there is no session, only the entry.</param>
/// <param name="Deadline">When the session ended.</param>
/// <param name="EndedAs">What it is put aside as for expiration handlers; null: nobody wants to hear of it.</param>
internal readonly record struct DueSession(IndexEntry Entry, long Version, DateTimeOffset Deadline, EndedSessionName? EndedAs = null);
