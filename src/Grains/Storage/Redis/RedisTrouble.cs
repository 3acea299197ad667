using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>What a fault of the Redis client means to us.</summary>
internal static class RedisTrouble
{
    /// <summary>Whether it is one. The client lets what its socket throws pass as it is, so that only what is our own is none.</summary>
    public static bool Is(Exception fault) => fault is not (SessionStorageException or ArgumentException);

    /// <summary>Whether Redis surely did nothing: it said so, or the command never left this process.</summary>
    public static bool IsUnapplied(Exception fault) => fault is RedisServerException or RedisCommandException || IsWithoutPrimary(fault);

    /// <summary>Whether there was nobody to send the command to.</summary>
    public static bool IsWithoutPrimary(Exception fault) =>
        fault is RedisConnectionException { FailureType: ConnectionFailureType.UnableToResolvePhysicalConnection };

    /// <summary>Whether it may do in a moment: the connection failed, or a cluster is moving the keys. A time-out says nothing of
    /// the connection.</summary>
    public static bool IsPassing(Exception fault) => fault is RedisServerException
        ? fault.Message.Contains("TRYAGAIN", StringComparison.Ordinal)
        : fault is not (RedisCommandException or TimeoutException or OperationCanceledException);

    /// <summary>Whether it has no memory left for what would take more.</summary>
    public static bool IsFull(Exception fault) =>
        fault is RedisServerException && fault.Message.Contains(RedisRefusal.OutOfMemory, StringComparison.Ordinal);

    /// <summary>Whether a replica was asked to write.</summary>
    public static bool IsReadOnly(Exception fault) =>
        fault is RedisServerException or RedisCommandException
        && (fault.Message.Contains("READONLY", StringComparison.Ordinal)
            || fault.Message.Contains("to a replica", StringComparison.Ordinal));

    public static bool IsUnknownScript(RedisServerException fault) => fault.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    /// <summary>
    /// The fault in words, or what Redis' <paramref name="answer"/> would have been. The client's own messages can name
    /// keys, and so ids: they stay behind, and so does the exception itself.
    /// </summary>
    public static SessionStorageException ToStorageException(Exception fault, bool nothingSaved, string? answer = null)
    {
        var refusal = fault as RedisServerException;
        var isWrongType = refusal is not null && IsWrongType(refusal);
        var reason = (refusal?.Message ?? answer) is { } said ? RedisRefusal.ReasonOf(said) : null;
        return new(fault switch
        {
            _ when isWrongType => "it is no string: something else than this store wrote its key.",
            _ when reason is not null => reason,
            RedisServerException => $"Redis refused: {Code(fault.Message)}.",
            TimeoutException => "Redis did not answer in time.",
            RedisConnectionException connection => $"The connection to Redis failed ({connection.FailureType}).",
            _ => $"Redis could not be asked ({fault.GetType().Name}).",
        })
        {
            NothingSaved = nothingSaved,
            Reason = reason,
            IsUnreadable = isWrongType,
        };
    }

    private static bool IsWrongType(RedisServerException fault) => fault.Message.Contains("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>The error's first words. What follows a comma or a colon may quote the command.</summary>
    private static string Code(string message)
    {
        var end = message.AsSpan().IndexOfAny(',', ':', '\n');
        return end < 0 ? message.TrimEnd('.') : message[..end];
    }
}
