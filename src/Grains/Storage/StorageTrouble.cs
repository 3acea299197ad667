namespace SessionOrleans.Storage;

/// <summary>
/// What a silo says of a storage that fails: a line when it begins, a line when it is over, and counters between, however many calls fail.
/// It is over at the first call that succeeds a while after the last that failed. Thread-safe; one a silo.
/// </summary>
internal sealed partial class StorageTrouble(SessionMetrics metrics, TimeProvider time, ILogger<StorageTrouble> logger)
{
    /// <summary>A storage on its way down or up answers some calls and not others.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile bool _isOn;
    private long _begun;
    private long _last;
    private long _failures;
    private WriteRefusal? _refusal;

    /// <summary>That writes are refused, and since when; null: the last that was answered was carried out.</summary>
    public WriteRefusal? Refusal => Volatile.Read(ref _refusal);

    /// <summary>A write failed.</summary>
    public void Refused(SessionStorageException trouble)
    {
        Report(trouble);
        if (trouble.Reason is { } reason)
            Volatile.Write(ref _refusal, new(reason, Refusal?.Since ?? time.GetUtcNow()));
    }

    /// <summary>A write was carried out.</summary>
    public void Saved()
    {
        if (Refusal is not null)
            Volatile.Write(ref _refusal, null);
        Succeeded();
    }

    public void Report(SessionStorageException trouble)
    {
        metrics.StorageFailed();
        lock (_gate)
        {
            _last = time.GetTimestamp();
            _failures++;
            if (_isOn)
                return;
            (_begun, _failures, _isOn) = (_last, 1, true);
        }

        LogBegun(trouble);
    }

    public void Succeeded()
    {
        if (!_isOn)
            return;
        long failures;
        TimeSpan lasted;
        lock (_gate)
        {
            if (!_isOn || time.GetElapsedTime(_last) < Quiet)
                return;
            (failures, lasted, _isOn) = (_failures, time.GetElapsedTime(_begun, _last), false);
        }

        LogOver(failures, lasted.TotalSeconds);
    }

    [LoggerMessage(LogLevel.Warning, "The storage fails. Sessions whose reads or saves fail answer unavailable until it is well again. " +
        "Further failures are not logged, but counted: session.storage.failures.")]
    private partial void LogBegun(Exception trouble);

    [LoggerMessage(LogLevel.Information, "The storage is well again. {Failures} reads and saves failed within {Seconds:0.0} s.")]
    private partial void LogOver(long failures, double seconds);
}
