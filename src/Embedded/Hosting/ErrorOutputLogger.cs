using Microsoft.Extensions.Logging;

namespace SessionOrleans.Hosting;

/// <summary>Writes warnings and errors to standard error, without stack traces. Thread-safe.</summary>
internal sealed class ErrorOutputLogger : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var level = logLevel is LogLevel.Warning ? "warning" : "error";
        var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})";
        Console.Error.WriteLine($"SessionOrleans {level}: {formatter(state, exception)}{cause}");
    }
}
