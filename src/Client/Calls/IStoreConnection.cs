namespace SessionOrleans.Calls;

/// <summary>The way to the grains: an embedded silo, or a client of silos elsewhere. Rebuilt underneath without the store
/// noticing.</summary>
internal interface IStoreConnection : IAsyncDisposable
{
    /// <summary>The factory in use now. Not to be kept: a rebuilt silo or client brings another.</summary>
    /// <exception cref="SessionStoreUnavailableException">The silo is being rebuilt.</exception>
    /// <exception cref="InvalidOperationException">The host was not started yet, or the store was disposed.</exception>
    IGrainFactory Grains { get; }

    /// <summary>Whether a silo runs in this process.</summary>
    bool HasSilo { get; }

    /// <summary>What the store runs on.</summary>
    SessionStoreStatus Status { get; }

    /// <summary>The session, where a silo in this process has it in memory and it needs no call to read it; else null.</summary>
    SessionSnapshot? ReadLocal(ReadRequest request);
}
