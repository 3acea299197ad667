using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Quotas;

/// <summary>
/// Looks every two seconds how full the storage's memory is. Above the mark, callers who are not signed in create no sessions; from half
/// way between the mark and the end on, nobody does whom quotas bound. So what is there can still be written, and ended. Thread-safe.
/// </summary>
internal sealed partial class MemoryWatch(
    IMemoryGauge gauge, SessionStoreOptions options, TimeProvider time, ILogger<MemoryWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private double _share;
    private bool _isUnknown;

    /// <summary>What keeps a caller from creating a session; null: nothing.</summary>
    public QuotaBreach? BreachOf(bool isAnonymous)
    {
        var share = Volatile.Read(ref _share);
        return share >= (isAnonymous ? options.MemoryHighWaterMark : TopMark)
            ? new(QuotaLimit.Memory, isAnonymous, PerCent(share))
            : null;
    }

    /// <summary>What an operator should know; null while all is well.</summary>
    public string? Trouble => BreachOf(isAnonymous: true) is not { Most: var used } ? null
        : $"{gauge.Name} is {used} % full. " + (BreachOf(isAnonymous: false) is null
            ? "MCP callers who are not signed in cannot create sessions; signed-in ones can up to " + $"{PerCent(TopMark)} %. "
            : "No MCP caller can create sessions. ")
        + "Give it more memory, or let sessions live shorter.";

    private double TopMark => (1 + options.MemoryHighWaterMark) / 2;

    /// <summary>Looks now.</summary>
    public async Task LookAsync()
    {
        var before = Trouble;
        try
        {
            Volatile.Write(ref _share, (await gauge.ReadAsync().ConfigureAwait(false))?.Share ?? 0);
        }
        catch (SessionStorageException silent)
        {
            // What was known of it stays.
            if (!_isUnknown)
                LogUnknown(gauge.Name, silent.Message);
            _isUnknown = true;
            return;
        }

        _isUnknown = false;
        if (before is null && Trouble is { } trouble)
            LogHigh(trouble);
        else if (before is not null && Trouble is null)
            LogLow(gauge.Name);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            do
            {
                await LookAsync().ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private static long PerCent(double share) => (long)Math.Round(share * 100);

    [LoggerMessage(LogLevel.Warning, "{Memory}: how full it is cannot be found out. {Reason} Until it can, quotas alone bound callers.")]
    private partial void LogUnknown(string memory, string reason);

    [LoggerMessage(LogLevel.Warning, "{Trouble}")]
    private partial void LogHigh(string trouble);

    [LoggerMessage(LogLevel.Information, "{Memory} has room again: callers may create sessions.")]
    private partial void LogLow(string memory);
}
