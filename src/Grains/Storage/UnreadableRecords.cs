namespace SessionOrleans.Storage;

/// <summary>What a silo says of records that it cannot read: one line for each, however often it meets it. Thread-safe; one a
/// silo.</summary>
internal sealed partial class UnreadableRecords(ILogger<UnreadableRecords> logger)
{
    /// <summary>Of so many it is known that they were told of; then it begins anew.</summary>
    private const int Most = 1_000;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void Met(string id, string what)
    {
        lock (_told)
        {
            if (_told.Count == Most)
                _told.Clear();
            if (!_told.Add(id))
                return;
        }

        LogMet(IdHash.Of(id), what);
    }

    public void Discarded(string id)
    {
        lock (_told)
            _told.Remove(id);
        LogDiscarded(IdHash.Of(id));
    }

    [LoggerMessage(LogLevel.Error, "What is stored of session {IdHash} cannot be read, and is left as it is: {What} " +
        "Calls of it fail until it is removed (RemoveAsync).")]
    private partial void LogMet(string idHash, string what);

    [LoggerMessage(LogLevel.Warning, "What was stored of session {IdHash} and could not be read was removed, as was asked for.")]
    private partial void LogDiscarded(string idHash);
}
