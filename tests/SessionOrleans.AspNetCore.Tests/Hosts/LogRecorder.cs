using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>Keeps what our own code logs, or what any does: category and line.</summary>
/// <param name="all">Whether that of others is kept, too.</param>
public sealed class LogRecorder(bool all = false) : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _entries = new();

    /// <summary>All of it, in order.</summary>
    public IReadOnlyCollection<string> Entries => _entries;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, all, _entries);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Recorder(string category, bool all, ConcurrentQueue<string> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            all || category.StartsWith("SessionOrleans", StringComparison.Ordinal)
            || category.StartsWith("Orleans", StringComparison.Ordinal);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
