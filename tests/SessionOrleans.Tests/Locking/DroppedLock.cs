using System.Runtime.CompilerServices;

namespace SessionOrleans.Locking;

/// <summary>A lock as one takes it who forgets about it.</summary>
internal static class DroppedLock
{
    /// <summary>Takes a lock and keeps no handle of it, only its token and what tells of its loss.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<(long FencingToken, CancellationToken Lost)> TakeAsync(ISessionStore store, string id)
    {
        var held = await store.LockAsync(id);
        return (held.FencingToken, held.Lost);
    }

    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
