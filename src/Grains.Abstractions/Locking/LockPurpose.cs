namespace SessionOrleans.Locking;

/// <summary>Who holds a lock, and so what others do meanwhile.</summary>
[GenerateSerializer]
[Alias("SessionOrleans.LockPurpose")]
internal enum LockPurpose : byte
{
    /// <summary>A caller's own: writes without the token are refused.</summary>
    Hold,

    /// <summary>The short lock of one update: plain writes wait behind it.</summary>
    Update,
}
