namespace SessionOrleans.Calls;

/// <summary>What a call does.</summary>
/// <param name="name">What it is called in traces; null: it has no span of its own.</param>
/// <param name="takesTurn">
/// Whether it waits for its turn where as many calls are under way as may. What waits for a lock, keeps or frees it does not: others wait
/// for it in turn.
/// </param>
internal sealed class Operation(string? name, bool takesTurn = true)
{
    /// <summary>A read; readers around the call make its span.</summary>
    public static readonly Operation Read = new(null);

    public static readonly Operation Write = new("write");
    public static readonly Operation WriteUnderLock = new("write", takesTurn: false);
    public static readonly Operation Extend = new("extend");
    public static readonly Operation Inspect = new("inspect");
    public static readonly Operation Remove = new("remove");
    public static readonly Operation Break = new("break");
    public static readonly Operation Acquire = new("lock.acquire");

    /// <summary>Asked by one who stands in line, for the place or for the grant that was waited for.</summary>
    public static readonly Operation AcquireInLine = new("lock.acquire", takesTurn: false);

    public static readonly Operation Wait = new("lock.wait", takesTurn: false);
    public static readonly Operation Renew = new("lock.renew", takesTurn: false);
    public static readonly Operation Release = new("lock.release", takesTurn: false);
    public static readonly Operation Abandon = new("lock.abandon", takesTurn: false);

    /// <summary>A call to a shard of the index.</summary>
    public static readonly Operation Index = new(null);

    /// <summary>A health check's. It does not wait for those who are served.</summary>
    public static readonly Operation Health = new(null, takesTurn: false);

    /// <summary>A call about signals.</summary>
    public static readonly Operation Signal = new(null);

    /// <summary>What it is called in traces; null: it has no span of its own.</summary>
    public string? Name => name;

    /// <summary>Whether it waits for its turn.</summary>
    public bool TakesTurn => takesTurn;
}
