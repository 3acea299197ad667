using Microsoft.Extensions.Logging;

namespace SessionOrleans.Auditing;

/// <summary>A line for each administrative act, once it is done or has failed. What our packages do by themselves is none.
/// Thread-safe.</summary>
internal sealed partial class AuditLog(ILoggerFactory loggers)
{
    public const string Category = "SessionOrleans.Audit";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    /// <param name="name">What is done.</param>
    /// <param name="target">To which session or owner; null: to all.</param>
    /// <param name="act">Who, and why.</param>
    /// <param name="carryOut">Does it; what it returns is the outcome.</param>
    public async Task<T> CarryOutAsync<T>(string name, string? target, AdministrativeAct act, Func<Task<T>> carryOut)
    {
        if (OwnRecords.IsOpen)
            return await carryOut().ConfigureAwait(false);
        var hash = target is null ? "all" : IdHash.Of(target);
        try
        {
            var outcome = await carryOut().ConfigureAwait(false);
            LogDone(_logger, name, hash, act.By, act.Why, outcome);
            return outcome;
        }
        catch (Exception trouble)
        {
            LogFailed(_logger, name, hash, act.By, act.Why, trouble.GetType().Name);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Act} of {TargetHash} by {By}, because: {Why}. Outcome: {Outcome}.")]
    private static partial void LogDone(ILogger logger, string act, string targetHash, string by, string why, object? outcome);

    [LoggerMessage(2, LogLevel.Warning, "{Act} of {TargetHash} by {By}, because: {Why}. It failed, perhaps after a part of it: {Trouble}.")]
    private static partial void LogFailed(ILogger logger, string act, string targetHash, string by, string why, string trouble);
}
