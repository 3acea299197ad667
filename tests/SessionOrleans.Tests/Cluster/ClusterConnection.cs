using Orleans.Runtime;
using SessionOrleans.Calls;

namespace SessionOrleans.Cluster;

/// <summary>A store's way to the grains of a test's cluster, which can be cut.</summary>
internal sealed class ClusterConnection(IGrainFactory grains) : IStoreConnection
{
    private int _troubled;

    public bool IsCut { get; set; }

    /// <summary>Whether the next call still gets through, and no other after it.</summary>
    public bool IsCutAfterTheNext { get; set; }

    /// <summary>Whether the gateways shed load.</summary>
    public bool IsShed { get; set; }

    /// <summary>What every call throws; null: nothing.</summary>
    public Exception? Trouble { get; set; }

    /// <summary>How many calls threw it.</summary>
    public int Troubled => _troubled;

    /// <summary>What Orleans ends the next call with, before it got anywhere.</summary>
    public Exception? NextFault { get; set; }

    public IGrainFactory Grains
    {
        get
        {
            if (Trouble is { } trouble)
            {
                Interlocked.Increment(ref _troubled);
                throw trouble;
            }

            if (NextFault is { } fault)
            {
                NextFault = null;
                throw fault;
            }

            if (IsCut)
                throw StoreErrors.Unavailable();
            if (IsShed)
                throw new GatewayTooBusyException();
            (IsCut, IsCutAfterTheNext) = (IsCutAfterTheNext, false);
            return grains;
        }
    }

    public bool HasSilo => false;

    public SessionStoreStatus Status => new(SessionBackend.Memory, SessionStoreHosting.Embedded, "the tests do", IsFallback: false);

    public SessionSnapshot? ReadLocal(ReadRequest request) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
