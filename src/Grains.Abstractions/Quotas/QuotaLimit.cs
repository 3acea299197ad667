namespace SessionOrleans.Quotas;

/// <summary>A limit that keeps a caller from writing.</summary>
[GenerateSerializer]
[Alias("SessionOrleans.QuotaLimit")]
internal enum QuotaLimit : byte
{
    /// <summary>The owner's sessions.</summary>
    Sessions,

    /// <summary>The owner's sessions of one kind.</summary>
    SessionsOfKind,

    /// <summary>The bytes that the owner's sessions hold.</summary>
    Bytes,

    /// <summary>Bytes written to one session in a minute.</summary>
    BytesPerMinuteOfSession,

    /// <summary>Bytes that a caller writes in a minute.</summary>
    BytesPerMinuteOfCaller,

    /// <summary>The storage's memory is nearly full.</summary>
    Memory,
}
