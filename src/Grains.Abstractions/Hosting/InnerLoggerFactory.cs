using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Hosting;

/// <summary>
/// The outer host's logging, for an inner host. What Orleans, its parts and the inner host tell at Information is detail to someone who
/// wanted a session store: it is logged where the outer host has Debug enabled for the category, such as <c>Orleans</c> or <c>Polly</c>.
/// </summary>
internal sealed class InnerLoggerFactory(ILoggerFactory outer) : ILoggerFactory
{
    /// <summary>A check of Orleans' watchdog that has not run for so long cannot have failed before.</summary>
    private static readonly TimeSpan WatchdogStart = TimeSpan.FromMinutes(1);

    private readonly long _created = Stopwatch.GetTimestamp();

    public ILogger CreateLogger(string categoryName)
    {
        var logger = outer.CreateLogger(categoryName);
        if (categoryName.StartsWith("SessionOrleans", StringComparison.Ordinal))
            return logger;
        return new DetailLogger(logger, categoryName is "Orleans.Runtime.Watchdog" ? IsStarting : static () => false);
    }

    public void AddProvider(ILoggerProvider provider) => outer.AddProvider(provider);

    /// <summary>Nothing: the outer host's logging outlives this one.</summary>
    public void Dispose()
    {
    }

    private bool IsStarting() => Stopwatch.GetElapsedTime(_created) < WatchdogStart;
}
