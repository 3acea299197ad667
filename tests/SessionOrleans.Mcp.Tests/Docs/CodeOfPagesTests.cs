namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>
/// Each C# block of each page compiles, as it stands there: see <see cref="BlockProgram"/> and <see cref="Fragment"/>. Those of the
/// packages' own readmes are built and run by SessionOrleans.Packaging.Tests; docs/aspire.md is of an AppHost, whose packages are not here:
/// the sample AppHost is built instead.
/// </summary>
public sealed class CodeOfPagesTests
{
    private static readonly string[] Paths =
        [.. MarkdownPage.All.Where(path => !path.StartsWith("src/", StringComparison.Ordinal) && path is not "docs/aspire.md")];

    private static readonly string[] Languages = ["csharp", "sh", "json", "xml", "yaml", "text", "mermaid", "http", "ts", ""];

    private static readonly Lazy<IReadOnlyList<(string Path, string Error)>> Fragments =
        new(() => Fragment.ErrorsIn(Paths.Select(path => (path, MarkdownPage.Read(path)))));

    public static TheoryData<string> Pages =>
        [.. Paths.Where(path => MarkdownPage.Read(path).Blocks.Any(block => block.Language is "csharp"))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Blocks_OfAPage_Compile(string path)
    {
        var page = MarkdownPage.Read(path);

        var errors = Fragments.Value.Where(error => error.Path == path).Select(error => error.Error)
            .Concat(page.Blocks.Where(block => block.IsFile).SelectMany(block => new BlockProgram(block, page).Errors)).ToList();

        Assert.True(errors.Count is 0, string.Join('\n', errors));
    }

    /// <summary>Such as in what is put around fragments.</summary>
    [Fact]
    public void Errors_OfFragments_AreAllInPages() =>
        Assert.All(Fragments.Value, error => Assert.Contains(error.Path, MarkdownPage.All));

    [Fact]
    public void Blocks_OfEachPage_AreAllSeen() => Assert.All(MarkdownPage.All, path =>
    {
        var page = MarkdownPage.Read(path);
        var fences = page.Text.Split('\n').Count(line => line.TrimStart().StartsWith("```", StringComparison.Ordinal));

        Assert.Equal(fences, page.Blocks.Count(block => !block.IsHidden) * 2);
        Assert.All(page.Blocks, block => Assert.Contains(block.Language, Languages));
        Assert.Equal(page.Text.Split("\n<!-- csharp").Length - 1, page.Blocks.Count(block => block.IsHidden));
    });

    [Theory]
    [InlineData("using SessionOrleans;\nWebApplication.Create();", "line 10: CS0103")]
    [InlineData("await store.GetAsync<int>(\"1\");\nawait store.PutAsync(\"1\", 2);", "line 10: CS1061")]
    [InlineData("[McpServerTool]\npublic static Basket Get() => new();", "line 10: CS0246")]
    public void Block_ThatDoesNotCompile_NamesTheLineOfThePage(string code, string error)
    {
        var page = new MarkdownPage(
            $"""
            # Title

            ```sh
            dotnet new console
            dotnet add package SessionOrleans.Mcp
            ```

            ```csharp
            {code}
            ```
            """);

        var errors = page.Blocks[1].IsFile
            ? new BlockProgram(page.Blocks[1], page).Errors
            : Fragment.ErrorsIn([("page.md", page)]).Select(found => found.Error);
        Assert.StartsWith(error, errors.First(), StringComparison.Ordinal);
    }
}
