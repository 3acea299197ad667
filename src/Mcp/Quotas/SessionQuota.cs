namespace SessionOrleans;

/// <summary>
/// How much callers of an MCP server may have and write: a user, or all callers together who are not signed in. Counted are the sessions
/// that tools open for them (<see cref="ToolSession{T}"/>, <see cref="UserSession{T}"/>), on all hosts together; what the application
/// itself puts into <see cref="ISessionStore"/> is not. A limit that is lowered below what somebody has takes nothing away.
/// </summary>
/// <remarks>What goes beyond is refused with <see cref="SessionQuotaException"/>, which names the limit. Each is above zero.</remarks>
public sealed class SessionQuota
{
    internal SessionQuota()
    {
    }

    /// <summary>How many sessions in all. Default: 1,000; of anonymous callers together 10,000.</summary>
    /// <value>1 or more.</value>
    public int MaxSessions { get; set; }

    /// <summary>How many sessions of one kind, where <see cref="Kinds"/> says nothing of it. Default: 100; of anonymous callers together
    /// 10,000.</summary>
    /// <value>1 or more.</value>
    public int MaxSessionsOfKind { get; set; }

    /// <summary>How many sessions of a kind, by the kind's name. Default: empty.</summary>
    /// <value>1 or more each.</value>
    public IDictionary<string, int> Kinds { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>
    /// How many bytes all of them hold, each rounded up to 1 KiB. Default: 67,108,864 (64 MiB); of anonymous callers together 268,435,456
    /// (256 MiB).
    /// </summary>
    /// <value>1 byte or more.</value>
    public long MaxBytes { get; set; }

    /// <summary>
    /// How many bytes are sent to be written in a minute, as each host counts for itself. Default: 33,554,432 (32 MiB); of anonymous
    /// callers together 134,217,728 (128 MiB).
    /// </summary>
    /// <value>1 byte or more.</value>
    public int BytesPerMinute { get; set; }

    /// <summary>What bounds one session's writes.</summary>
    internal WriteQuota For(string kind, int bytesPerMinuteOfSession) =>
        new(MaxSessions, Kinds.TryGetValue(kind, out var most) ? most : MaxSessionsOfKind, MaxBytes, bytesPerMinuteOfSession);

    internal IEnumerable<string> Failures(string name)
    {
        (string Name, long Value)[] limits =
        [
            (nameof(MaxSessions), MaxSessions), (nameof(MaxSessionsOfKind), MaxSessionsOfKind), (nameof(MaxBytes), MaxBytes),
            (nameof(BytesPerMinute), BytesPerMinute), .. Kinds.Select(kind => ($"{nameof(Kinds)}[\"{kind.Key}\"]", (long)kind.Value)),
        ];
        return limits.Where(limit => limit.Value < 1).Select(limit =>
            $"SessionToolsOptions.{name}.{limit.Name} is {limit.Value}; use 1 or more, the type's largest for no limit.");
    }
}
