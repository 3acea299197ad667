using Microsoft.Extensions.Logging;

namespace SessionOrleans.Hosting;

/// <summary>
/// The outer host's logging, for an inner host. What Orleans, its parts and the inner host tell at Information is detail to someone who
/// wanted a session store: it is logged where the outer host has Debug enabled for the category, such as <c>Orleans</c> or <c>Polly</c>.
/// </summary>
internal sealed class InnerLoggerFactory(ILoggerFactory outer) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName)
    {
        var logger = outer.CreateLogger(categoryName);
        return categoryName.StartsWith("SessionOrleans", StringComparison.Ordinal) ? logger : new DetailLogger(logger);
    }

    public void AddProvider(ILoggerProvider provider) => outer.AddProvider(provider);

    /// <summary>Nothing: the outer host's logging outlives this one.</summary>
    public void Dispose()
    {
    }
}
