using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace SessionOrleans.Calls;

/// <summary>What an exception of a grain call says about the call.</summary>
internal static class CallTrouble
{
    /// <summary>The call was refused on its way: no grain saw it.</summary>
    public static bool IsNotCarriedOut(Exception trouble) =>
        trouble is OrleansMessageRejectionException or ConnectionFailedException or GatewayTooBusyException
            or ClientNotAvailableException or SessionStoreUnavailableException;

    /// <summary>The call may have been carried out.</summary>
    public static bool IsInDoubt(Exception trouble) => trouble is TimeoutException or OrleansException;

    public static SessionStoreUnavailableException Unavailable(Exception? trouble = null) =>
        trouble as SessionStoreUnavailableException
        ?? new("The session store does not answer at the moment; nothing can be said about the session. Try again shortly.", trouble);
}
