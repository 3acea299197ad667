using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace SessionOrleans.Hosting;

/// <summary>
/// A logger whose Information counts as Debug, and so do false alarms of Orleans: its advice about the garbage collector, which is the
/// embedding process's to choose; and what comes too early to be true.
/// </summary>
/// <param name="inner">Where it is logged.</param>
/// <param name="isTooEarly">Whether a warning comes too early to be true.</param>
internal sealed class DetailLogger(ILogger inner, Func<bool> isTooEarly) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(Counted(logLevel));

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var isFalseAlarm = eventId.Id == (int)ErrorCode.SiloGcWarning || (logLevel is LogLevel.Warning && isTooEarly());
        var level = isFalseAlarm ? LogLevel.Debug : Counted(logLevel);
        if (inner.IsEnabled(level))
            inner.Log(level, eventId, state, exception, formatter);
    }

    private static LogLevel Counted(LogLevel level) => level is LogLevel.Information ? LogLevel.Debug : level;
}
