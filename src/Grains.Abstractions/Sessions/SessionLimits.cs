using System.Buffers;

namespace SessionOrleans;

/// <summary>
/// The limits that client and grain both keep. Each breach is an <see cref="ArgumentException"/> that names the limit and the fix.
/// </summary>
internal static class SessionLimits
{
    public const int MaxIdLength = 256;
    public const int MaxOwnerLength = 256;
    public const int MaxLabelLength = 256;
    public const int MaxReasonLength = 256;
    public const int MinSecretLength = 32;
    public const int MaxSignalLength = 4_096;
    public const int MaxPrefixLength = 128;
    public const int MaxWaitersPerLock = 1_000;

    /// <summary>Calls of one session that a silo takes on before they are carried out. Above the waiters of a lock, each of which has one
    /// parked.</summary>
    public const int MaxCallsPerSession = 4_000;

    /// <summary>Sessions of one silo that wait for the storage at the same time: some tenths of a second's work of one Redis.</summary>
    public const int MaxStorageWaitersPerSilo = 10_000;

    /// <summary>
    /// Calls of one store that are under way at the same time, but for those about locks that are held or waited for. Many times what keeps
    /// the silos of a quiet machine busy, and few enough to be answered in time by one that has other work.
    /// </summary>
    public const int MaxCallsUnderWay = 128;

    public const int MaxVersionsPerWrite = 1_000;

    /// <summary>Reads of different sessions that share a message.</summary>
    public const int MaxReadsPerMessage = 128;

    /// <summary>Once this many bytes of values are in an answer, the others are read by themselves: a long message holds up those behind
    /// it.</summary>
    public const int MaxBytesPerMessage = 1 << 20;

    public const int LargestMaxValueBytes = 64 << 20;

    public static readonly TimeSpan MinLease = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan MaxLease = TimeSpan.FromMinutes(10);

    /// <summary>Beyond this an instant would overflow; it is longer than any session lives.</summary>
    public static readonly TimeSpan MaxTimeToLive = TimeSpan.FromDays(365 * 1_000);

    /// <summary>Control characters, and what ends a line.</summary>
    private static readonly SearchValues<char> LineBreaking =
        SearchValues.Create([.. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(char.IsControl), '\u2028', '\u2029']);

    private static readonly SearchValues<char> VisibleAscii =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code)]);

    public static void CheckId(string id, string parameter = "id") =>
        CheckVisible(id, MaxIdLength, "A session id", parameter, "Hash or encode (base64url) what does not fit.");

    public static void CheckOwner(string owner, string parameter = "owner")
    {
        ArgumentNullException.ThrowIfNull(owner, parameter);
        if (owner.Length is 0 or > MaxOwnerLength)
            throw new ArgumentException(
                $"An owner has 1 to {MaxOwnerLength} characters; this one has {owner.Length}. Use the user's stable id, or a hash of it.",
                parameter);
        CheckText(owner, "An owner", parameter);
    }

    /// <summary>Redis takes what is between the first '{' of a key and the next '}' for its hash tag: a prefix has a whole one, or
    /// none.</summary>
    public static void CheckPrefix(string prefix, string parameter = "prefix")
    {
        CheckVisible(prefix, MaxPrefixLength, "A prefix", parameter, "Choose a shorter, plain one such as 'mcp:session:'.");
        var opened = prefix.IndexOf('{', StringComparison.Ordinal);
        if (opened >= 0 && prefix.IndexOf('}', opened) <= opened + 1)
            throw new ArgumentException(
                $"The '{{' at position {opened} of the prefix begins a Redis hash tag that does not end, or is empty. Write one such as " +
                "'{mcp}:session:', which keeps all keys on one node of a Redis Cluster, or leave it out: 'mcp:session:'.",
                parameter);
    }

    public static void CheckTopic(string topic, string parameter = "topic") =>
        CheckVisible(topic, MaxIdLength, "A topic of signals", parameter, "Hash or encode (base64url) what does not fit.");

    public static void CheckSignal(string? message, string parameter = "message")
    {
        if (message is { Length: > MaxSignalLength })
            throw new ArgumentException(
                $"A signal has at most {MaxSignalLength:N0} characters; this one has {message.Length:N0}. Store what is long, and signal " +
                "where it is.",
                parameter);
    }

    public static void CheckTimeToLive(TimeSpan value, string parameter)
    {
        if (value == Timeout.InfiniteTimeSpan)
            return;
        if (value <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(parameter, value,
                "A time to live is above zero, or Timeout.InfiniteTimeSpan for ever. To end a session now, use RemoveAsync.");
        if (value > MaxTimeToLive)
            throw new ArgumentOutOfRangeException(parameter, value,
                $"A time to live is at most {MaxTimeToLive.TotalDays:N0} days. For ever is Timeout.InfiniteTimeSpan.");
    }

    public static void CheckLease(TimeSpan value, string parameter)
    {
        if (value < MinLease || value > MaxLease)
            throw new ArgumentOutOfRangeException(parameter, value,
                "A lease is 1 second to 10 minutes: it is how long a lock outlives a holder that stopped renewing, " +
                "not how long work may take. For longer work raise LockOptions.MaxHold; the lock renews itself.");
    }

    public static void CheckLabel(string? label, string parameter)
    {
        if (label is { Length: > MaxLabelLength })
            throw new ArgumentException(
                $"A lock's label has at most {MaxLabelLength} characters; this one has {label.Length}. Shorten it.", parameter);
        if (label is not null)
            CheckText(label, "A lock's label", parameter);
    }

    public static void CheckReason(string reason, string parameter = "reason") => CheckLine(reason, "A reason", parameter);

    /// <summary>What goes into the log, where it is to stay one line.</summary>
    public static void CheckLine(string text, string what, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, parameter);
        if (text.Length > MaxReasonLength)
            throw new ArgumentException(
                $"{what} has 1 to {MaxReasonLength} characters; this one has {text.Length}. Say it shorter.", parameter);
        if (text.AsSpan().IndexOfAny(LineBreaking) is var at and >= 0)
            throw new ArgumentException(
                $"{what} is one line without control characters; the character at position {at} is U+{(int)text[at]:X4}. " +
                "Leave it out.", parameter);
        CheckText(text, what, parameter);
    }

    public static void CheckValueBytes(int length, int limit, string parameter)
    {
        if (length > limit)
            throw new ArgumentException(
                $"The value has {length:N0} bytes; the limit is {limit:N0} (SessionStoreOptions.MaxValueBytes, on the silo too). " +
                "Store less, split it over several sessions, or raise the limit.",
                parameter);
    }

    /// <summary>Half a surrogate pair has no UTF-8 form: replaced by a stand-in, two texts would become one.</summary>
    public static void CheckText(string text, string what, string parameter)
    {
        if (FindHalf(text) is { } at)
            throw new ArgumentException(
                $"{what} is Unicode text; the character at position {at} is U+{(int)text[at]:X4}, half of a surrogate pair. Cut text " +
                "between characters.",
                parameter);
    }

    /// <summary>Where half a surrogate pair is; null where none is.</summary>
    public static int? FindHalf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return at;
            at++;
        }

        return null;
    }

    private static void CheckVisible(string text, int limit, string what, string parameter, string fix)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (text.Length is 0 || text.Length > limit)
            throw new ArgumentException($"{what} has 1 to {limit} characters; this one has {text.Length}. {fix}", parameter);
        var at = text.AsSpan().IndexOfAnyExcept(VisibleAscii);
        if (at >= 0)
            throw new ArgumentException(
                $"{what} is visible ASCII (0x21 to 0x7E, no spaces); the character at position {at} is U+{(int)text[at]:X4}. {fix}",
                parameter);
    }
}
