using Microsoft.Extensions.Logging;

namespace SessionOrleans.Mcp.Tests.Servers;

/// <summary>A line of a log.</summary>
public sealed record LogEntry(LogLevel Level, string Category, string Message, Exception? Exception);
