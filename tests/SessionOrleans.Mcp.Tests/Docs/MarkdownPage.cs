using System.Text.RegularExpressions;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>A page of the documentation, as far as tests read it: its fenced blocks and its tables.</summary>
internal sealed partial class MarkdownPage(string text)
{
    public string Text { get; } = text;

    /// <summary>All its fenced blocks, in order.</summary>
    public IReadOnlyList<CodeBlock> Blocks { get; } = [.. Fence().Matches(text).Select(fence => new CodeBlock(
        text.AsSpan(0, fence.Groups["text"].Index).Count('\n') + 1, fence.Groups["language"].Value, fence.Groups["text"].Value))];

    /// <summary>The page in a file of the repository.</summary>
    public static MarkdownPage Read(string path) => new(File.ReadAllText(Repository.PathOf(path)));

    /// <summary>The cells of the first table after a heading or another text, without its head.</summary>
    public IReadOnlyList<string[]> RowsAfter(string heading, int atLeast)
    {
        var rows = Text[Text.IndexOf(heading, StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.InRange(rows.Count, atLeast, 1000);
        return rows;
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
