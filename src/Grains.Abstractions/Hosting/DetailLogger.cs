using Microsoft.Extensions.Logging;

namespace SessionOrleans.Hosting;

/// <summary>A logger whose Information counts as Debug.</summary>
internal sealed class DetailLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(Counted(logLevel));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            inner.Log(Counted(logLevel), eventId, state, exception, formatter);
    }

    private static LogLevel Counted(LogLevel level) => level is LogLevel.Information ? LogLevel.Debug : level;
}
