using System.Text.RegularExpressions;

namespace SessionOrleans.Deployment;

/// <summary>docs/troubleshooting.md, against the messages that the sources have.</summary>
public sealed partial class TroubleshootingTests
{
    /// <summary>Pieces of a message that are shorter may be anywhere.</summary>
    private const int Telling = 8;

    /// <summary>Where messages are made that a user may meet at start.</summary>
    private static readonly string[] AtStart =
    [
        "src/Client/Hosting", "src/Client/Tls", "src/Embedded", "src/Grains/Hosting", "src/Grains/Tls",
        "src/Grains.Abstractions/Connection", "src/Grains.Abstractions/Handshake",
        "src/Grains.Abstractions/Options", "src/Grains.Abstractions/Tls", "src/Silo",
    ];

    /// <summary>What nobody meets: calls that the program itself does not make, and a start that its caller gave up.</summary>
    private static readonly string[] Unmet =
    [
        "The session store is not started.", "There is no token to compare with.", "It does not give back what was written.",
        "Starting the silo was cancelled.",
        "No {typeof(T).Name} is registered yet. Register it first, then what goes around it.",
        "Give the store an ILoggerFactory of your own.",
    ];

    private static readonly string[][] Quoted =
    [
        .. File.ReadAllLines(Repository.PathOf("docs/troubleshooting.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Code().Matches(line.Split(" | ")[0]).Select(match => match.Groups[1].Value))
            .Select(quote => quote.Split('…', StringSplitOptions.TrimEntries).Where(piece => piece.Length >= Telling).ToArray()),
    ];

    [Fact]
    public void StaleMessage_EachThatThePageQuotes_IsInTheSources()
    {
        var sources = string.Concat(SourcesOf("src"));

        Assert.True(Quoted.Length > 90, $"Only {Quoted.Length} quotes were found.");
        Assert.All(Quoted.SelectMany(pieces => pieces), piece => Assert.Contains(piece, sources, StringComparison.Ordinal));
    }

    [Fact]
    public void MissingMessage_EachOfTheStart_IsOnThePage()
    {
        var messages = AtStart.SelectMany(SourcesOf).SelectMany(source => Message().Matches(source)).Select(match => match.Groups[1].Value)
            .Where(message => message.Length >= Telling).Except(Unmet).ToList();

        Assert.True(messages.Count > 50, $"Only {messages.Count} messages were found.");
        Assert.All(messages, message => Assert.True(
            Quoted.Any(pieces => pieces.Length > 0 && pieces.All(piece => message.Contains(piece, StringComparison.Ordinal))),
            $"docs/troubleshooting.md does not have: {message}"));
    }

    /// <summary>The files of a folder, strings that are put together of several lines being one.</summary>
    private static IEnumerable<string> SourcesOf(string folder) =>
        Repository.Files("*.cs", folder)
            .Select(path => Seam().Replace(File.ReadAllText(Repository.PathOf(path)), "").Replace("\\\"", "\"", StringComparison.Ordinal));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex Seam();

    [GeneratedRegex(
        @"(?:(?:Exception|Unavailable|Fallback)\(\s*|LoggerMessage\(\s*LogLevel\.(?:Warning|Error|Critical),\s*)\$?""([^""]+)""")]
    private static partial Regex Message();
}
