namespace SessionOrleans;

/// <summary>Whether a process carries a silo of its own.</summary>
public enum SessionStoreHosting
{
    /// <summary>A silo runs in this process.</summary>
    Embedded,

    /// <summary>Silos run elsewhere; this process is an Orleans client of them.</summary>
    Client,
}
