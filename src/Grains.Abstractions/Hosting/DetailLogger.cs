using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace SessionOrleans.Hosting;

/// <summary>
/// A logger whose Information counts as Debug, and so does Orleans' advice about the garbage collector, which is the
/// embedding process's to choose.
/// </summary>
internal sealed class DetailLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(Counted(logLevel));

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var level = eventId.Id == (int)ErrorCode.SiloGcWarning ? LogLevel.Debug : Counted(logLevel);
        if (inner.IsEnabled(level))
            inner.Log(level, eventId, state, exception, formatter);
    }

    private static LogLevel Counted(LogLevel level) => level is LogLevel.Information ? LogLevel.Debug : level;
}
