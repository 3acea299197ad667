namespace SessionOrleans.Expiry;

/// <summary>
/// Whether sessions that end are put aside for expiration handlers: this silo has some, or another silo of the cluster has or had lately.
/// <see cref="ExpirationNotifier"/> keeps it up to date. Thread-safe.
/// </summary>
internal sealed class EndedSessionKeeping
{
    /// <summary>
    /// How long the last value of a session outlives its deadline for the handlers to get it. Longer than all attempts at telling take.
    /// </summary>
    public static readonly TimeSpan ValueLife = TimeSpan.FromMinutes(30);

    /// <summary>How long ends wait for a silo with handlers after the last one was there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private volatile bool _isOn;

    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    /// <summary>How long a record outlives its deadline where no silo takes it away.</summary>
    public TimeSpan Grace => _isOn ? ValueLife : StorageVersions.Grace;
}
