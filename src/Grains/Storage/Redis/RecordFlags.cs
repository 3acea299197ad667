namespace SessionOrleans.Storage;

/// <summary>Which parts a stored record has. The numbers are part of the stored layout.</summary>
[Flags]
internal enum RecordFlags : byte
{
    /// <summary>A tombstone.</summary>
    None = 0,
    Session = 1,
    Lock = 2,
    Sliding = 4,
    Owner = 8,
    Label = 16,

    /// <summary>The session was removed and is kept until its end was told.</summary>
    Removed = 32,
}
