using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace SessionOrleans.Calls;

/// <summary>Tells the troubles of grain calls apart.</summary>
internal static class CallTroubles
{
    /// <summary>What Orleans says where it refuses a message for a silo that is gone or going, instead of sending or taking it.</summary>
    private static readonly string Refused = new SiloUnavailableException().Message;

    /// <summary>
    /// What the exception of a call says about it. With the exceptions of calls that were refused on their way, and other messages, Orleans
    /// gives up calls that were sent to a silo that died since; those may have been carried out, and what they did was saved. A message of
    /// another version that is not known here counts as in doubt. Orleans also gives up with a cancellation that nobody asked for: of a
    /// call whose time ran out before it was placed, as when the process stood still. One that the caller asked for is not for here.
    /// </summary>
    public static CallTrouble Of(Exception trouble) => trouble switch
    {
        LimitExceededException => CallTrouble.TurnedAway,
        SiloUnavailableException when trouble.Message == Refused || IsWithoutPlace(trouble.Message) => CallTrouble.NotCarriedOut,
        SiloUnavailableException => CallTrouble.InDoubt,
        OrleansMessageRejectionException or ConnectionFailedException or GatewayTooBusyException
            or ClientNotAvailableException or SessionStoreUnavailableException => CallTrouble.NotCarriedOut,
        OrleansException when trouble.Message.StartsWith("No active nodes are compatible with grain ", StringComparison.Ordinal) =>
            CallTrouble.NotCarriedOut,
        TimeoutException or OrleansException or OperationCanceledException => CallTrouble.InDoubt,
        _ => CallTrouble.None,
    };

    /// <summary>What Orleans says where no silo was found that could take the call: the one that looked is going, or all are.</summary>
    private static bool IsWithoutPlace(string message) =>
        (message.StartsWith("Silo '", StringComparison.Ordinal) && message.EndsWith("' is shutting down.", StringComparison.Ordinal))
        || message.EndsWith("because there are no compatible silos.", StringComparison.Ordinal);
}
