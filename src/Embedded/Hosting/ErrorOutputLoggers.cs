using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SessionOrleans.Hosting;

/// <summary>For programs that name no logging: the store's own warnings and errors, a line each, go to standard error.
/// Thread-safe.</summary>
internal sealed class ErrorOutputLoggers : ILoggerFactory
{
    public static readonly ErrorOutputLoggers Instance = new();

    private ErrorOutputLoggers()
    {
    }

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(nameof(SessionOrleans), StringComparison.Ordinal) ? new ErrorOutputLogger() : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Give the store an ILoggerFactory of your own.");

    /// <summary>Nothing: it is every store's.</summary>
    public void Dispose()
    {
    }
}
