using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Hosting;

/// <summary>
/// The outer host's logging, for an inner host. What Orleans, its parts and the inner host tell at Information is detail to someone who
/// wanted a session store: it is logged where the outer host has Debug enabled for the category, such as <c>Orleans</c> or <c>Polly</c>.
/// </summary>
internal sealed class InnerLoggerFactory(ILoggerFactory outer) : ILoggerFactory
{
    /// <summary>
    /// Until then what Orleans says of the process's health is about its start: the watchdog looks at a clock that is not set yet, and the
    /// health monitor finds that threads wait, while everything is compiled for its first use.
    /// </summary>
    private static readonly TimeSpan HealthStart = TimeSpan.FromMinutes(1);

    private static readonly string[] HealthCategories =
        ["Orleans.Runtime.Watchdog", "Orleans.Runtime.MembershipService.LocalSiloHealthMonitor"];

    private readonly long _created = Stopwatch.GetTimestamp();

    public ILogger CreateLogger(string categoryName)
    {
        var logger = outer.CreateLogger(categoryName);
        if (categoryName.StartsWith("SessionOrleans", StringComparison.Ordinal))
            return logger;
        return new DetailLogger(logger, HealthCategories.Contains(categoryName) ? IsStarting : static () => false);
    }

    public void AddProvider(ILoggerProvider provider) => outer.AddProvider(provider);

    /// <summary>Nothing: the outer host's logging outlives this one.</summary>
    public void Dispose()
    {
    }

    private bool IsStarting() => Stopwatch.GetElapsedTime(_created) < HealthStart;
}
