using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace SessionOrleans.Calls;

/// <summary>What an exception of a grain call says about the call.</summary>
internal static class CallTrouble
{
    /// <summary>What Orleans says where it refuses a message for a silo that is gone or going, instead of sending or taking it.</summary>
    private static readonly string Refused = new SiloUnavailableException().Message;

    /// <summary>
    /// The call was refused on its way: no grain saw it. With the same exceptions, and other messages, Orleans gives up calls that were
    /// sent to a silo that died since; those may have been carried out, and what they did was saved. A message of another version that is
    /// not
    /// known here counts as in doubt.
    /// </summary>
    public static bool IsNotCarriedOut(Exception trouble) => trouble switch
    {
        SiloUnavailableException => trouble.Message == Refused || IsWithoutPlace(trouble.Message),
        OrleansMessageRejectionException or ConnectionFailedException or GatewayTooBusyException
            or ClientNotAvailableException or SessionStoreUnavailableException => true,
        OrleansException => trouble.Message.StartsWith("No active nodes are compatible with grain ", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>
    /// The call may have been carried out. Orleans also gives up with a cancellation that nobody asked for: of a call whose time ran out
    /// before it was
    /// placed, as when the process stood still. One that the caller asked for is no trouble, and not for here.
    /// </summary>
    public static bool IsInDoubt(Exception trouble) => trouble is TimeoutException or OrleansException or OperationCanceledException;

    /// <summary>What Orleans says where no silo was found that could take the call: the one that looked is going, or all are.</summary>
    private static bool IsWithoutPlace(string message) =>
        (message.StartsWith("Silo '", StringComparison.Ordinal) && message.EndsWith("' is shutting down.", StringComparison.Ordinal))
        || message.EndsWith("because there are no compatible silos.", StringComparison.Ordinal);

    /// <summary>The silo or the session has too much to do, and said so before it did anything.</summary>
    public static bool IsTurnedAway(Exception trouble) => trouble is LimitExceededException;
}
