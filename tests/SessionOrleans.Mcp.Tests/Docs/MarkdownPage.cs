using System.Text.RegularExpressions;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>A page of the documentation, as far as tests read it: its code blocks and its tables.</summary>
internal sealed partial class MarkdownPage(string text)
{
    /// <summary>README and all of docs, by their paths in the repository, with what a package or a sample says of itself.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["README.md", "CONTRIBUTING.md", .. Repository.Files("*.md", "docs", "samples", "src")];

    public string Text { get; } = text;

    /// <summary>All its blocks, in order.</summary>
    public IReadOnlyList<CodeBlock> Blocks { get; } = [.. Fence().Matches(text).Select(fence => BlockOf(fence, text))];

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

    private static CodeBlock BlockOf(Match fence, string text)
    {
        var (content, hidden) = (fence.Groups["text"], fence.Groups["hidden"]);
        if (hidden.Success)
            return new(LineAt(hidden.Index, text), "csharp", hidden.Value, "", IsHidden: true);

        // Inside a list a block is indented, and compiles all the same; its columns do not matter.
        var lead = text[..fence.Index].TrimEnd().Split('\n')[^1].Trim();
        return new(LineAt(content.Index, text), fence.Groups["language"].Value, content.Value, lead, IsHidden: false);
    }

    private static int LineAt(int index, string text) => text.AsSpan(0, index).Count('\n') + 1;

    [GeneratedRegex(
        @"^ *```(?<language>[^\n`]*)\n(?<text>.*?)^ *```$|^<!-- csharp\n(?<hidden>.*?)^-->$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
