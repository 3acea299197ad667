using System.Text.RegularExpressions;

namespace SessionOrleans.Surface;

/// <summary>The pages of the documentation: their links lead somewhere, each is linked, and none is too long to read.</summary>
public sealed partial class PagesTests
{
    private const int MaxLines = 250;
    private const int MaxReadmeLines = 199;
    private const int MaxLineLength = 140;

    private static readonly string[] Pages =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", .. Repository.Files("*.md", "docs", "samples")];

    [Fact]
    public void DeadLink_InAnyPage_IsNone()
    {
        var links = Pages.SelectMany(LinksOf).ToList();

        Assert.True(links.Count > 200, $"Only {links.Count} links were found.");
        var dead = links.Where(link => !Leads(link.Target)).Select(link => $"{link.Page}: {link.Text}").ToList();
        Assert.Empty(dead);
    }

    /// <summary>From docs/README.md, which README links.</summary>
    [Fact]
    public void UnlinkedPage_OfTheDocs_IsNone()
    {
        var (reached, open) = (new HashSet<string>(), new Stack<string>(["docs/README.md"]));
        while (open.TryPop(out var page))
        {
            if (reached.Add(page) && page.EndsWith(".md", StringComparison.Ordinal) && page.StartsWith("docs/", StringComparison.Ordinal))
            {
                foreach (var link in LinksOf(page))
                    open.Push(link.Target.Split('#')[0]);
            }
        }

        Assert.Contains(LinksOf("README.md"), link => link.Target is "docs/README.md");
        var unlinked = Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Except(reached).ToList();
        Assert.Empty(unlinked);
    }

    /// <summary>Rows of tables do not count: they are looked up, not read.</summary>
    [Fact]
    public void LongPage_OfTheDocs_IsNone() => Assert.All(
        Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)),
        page => Assert.True(Lines(page).Count(line => !line.StartsWith('|')) <= MaxLines, $"{page} has more than {MaxLines} lines."));

    [Fact]
    public void Readme_InLines_IsBelow200() => Assert.True(Lines("README.md").Length <= MaxReadmeLines);

    /// <summary>A row of a table cannot be broken; README keeps its rows short, too. The page of the conformance suite is made by
    /// it.</summary>
    [Fact]
    public void LongLine_OfProseOrCode_IsNone()
    {
        string[] folders = ["src", "tests", "benchmarks", "samples", "templates"];
        var tooLong = Pages.Where(page => page is not "docs/mcp-conformance.md")
            .Concat(Repository.Files("*.md", "src", "templates")).Concat(Repository.Files("*.cs", folders))
            .SelectMany(page => Lines(page).Select((line, at) => (Page: page, Number: at + 1, Line: line)))
            .Where(line => line.Line.Length > MaxLineLength && (line.Page is "README.md" || !line.Line.StartsWith('|')))
            .Select(line => $"{line.Page}: {line.Number}").ToList();

        Assert.Empty(tooLong);
    }

    private static string[] Lines(string page) => File.ReadAllLines(Repository.PathOf(page));

    private static IEnumerable<(string Page, string Text, string Target)> LinksOf(string page)
    {
        var text = Code().Replace(File.ReadAllText(Repository.PathOf(page)), "");
        foreach (var link in Link().Matches(text).Select(match => match.Groups["target"].Value))
        {
            if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal))
                continue;
            var parts = link.Split('#');
            var folder = Path.GetDirectoryName(page) ?? "";
            var file = parts[0].Length is 0 ? page : Path.GetRelativePath(
                Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, parts[0])));
            yield return (page, link, parts.Length is 1 ? file : $"{file}#{parts[1]}");
        }
    }

    private static bool Leads(string target)
    {
        var parts = target.Split('#');
        var path = Repository.PathOf(parts[0]);
        return (File.Exists(path) || System.IO.Directory.Exists(path)) && (parts.Length is 1 || AnchorsOf(parts[0]).Contains(parts[1]));
    }

    /// <summary>As GitHub makes them of headings.</summary>
    private static IEnumerable<string> AnchorsOf(string page) =>
        Heading().Matches(Code().Replace(File.ReadAllText(Repository.PathOf(page)), ""))
            .Select(heading => Dropped().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex Dropped();

    [GeneratedRegex(@"^ *```.*?^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
