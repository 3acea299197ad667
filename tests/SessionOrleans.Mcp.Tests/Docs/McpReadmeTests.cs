using System.Text.RegularExpressions;
using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>README's programs compile as they stand there, and do what README says.</summary>
public sealed partial class McpReadmeTests
{
    /// <summary>Bounds a hang, nothing else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly MarkdownPage Page = MarkdownPage.Read("README.md");

    public static TheoryData<int> Lines => [.. Page.Blocks.Where(block => block.Language is "csharp").Select(block => block.Line)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Block_PastedAsProgram_Compiles(int line) => Assert.Empty(ProgramAt(line, Page).Errors);

    [Fact]
    public void Block_ThatDoesNotCompile_NamesTheLineOfThePage()
    {
        var page = new MarkdownPage(
            """
            # Title

            ```sh
            dotnet new console
            dotnet add package SessionOrleans.Mcp
            ```

            ```csharp
            using SessionOrleans;
            WebApplication.Create();
            ```
            """);

        Assert.StartsWith("line 10: CS0103", Assert.Single(ProgramAt(9, page).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CurlLines_ToTheHttpServer_OpenABasketAndFillIt()
    {
        var (server, line) = await ChildProcess.StartAsync(
            [.. ProgramWith("WithHttpTransport").Build(), "--urls", "http://127.0.0.1:0"],
            "      Now listening on: ",
            ("SessionStore__Backend", "Memory"));
        await using var running = server;
        var url = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        var curls = Page.Blocks.Where(block => block.Text.StartsWith("curl ", StringComparison.Ordinal))
            .Select(block => block.Text.Replace("\\\n", "", StringComparison.Ordinal))
            .Select(curl => curl.Replace("http://localhost:3001", url, StringComparison.Ordinal))
            .ToList();

        Assert.Equal(2, curls.Count);
        var basket = Handle().Match(await new CurlLine(curls[0]).RunAsync()).Value;
        var fill = new CurlLine(curls[1].Replace("HANDLE", basket, StringComparison.Ordinal));

        Assert.Contains("2 items", await fill.RunAsync(), StringComparison.Ordinal);
        Assert.Contains("4 items", await fill.RunAsync(), StringComparison.Ordinal);

        // A page of another site, and one that gave this machine's address a name of its own.
        foreach (var header in new[] { "Origin: https://evil.example", "Host: evil.example" })
        {
            var evil = new CurlLine(curls[0].Replace(" -d '", $" -H '{header}' -d '", StringComparison.Ordinal));
            Assert.Contains("McpEndpointOptions.Allowed", await evil.RunAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task StdioServer_AskedByAClient_OpensABasketAndFillsIt()
    {
        var transport = new StdioClientTransport(new()
        {
            Command = "dotnet",
            Arguments = [.. ProgramWith("WithStdioServerTransport").Build()],
            EnvironmentVariables = new Dictionary<string, string?> { ["SessionStore__Backend"] = "Memory" },
            ShutdownTimeout = TimeSpan.FromMilliseconds(200),
        });
        await using var client = await McpClient.CreateAsync(transport, new() { DiscoverProbeTimeout = Patience });

        var basket = (await client.CallToolAsync("create_basket")).Text();
        var filled = await client.CallToolAsync(
            "add_item", new Dictionary<string, object?> { ["basket"] = basket, ["sku"] = "tea", ["quantity"] = 2 });

        Assert.Equal("2 items", filled.Text());
    }

    private static BlockProgram ProgramWith(string text) => ProgramAt(
        Page.Blocks.Single(block => block.Language is "csharp" && block.Text.Contains(text, StringComparison.Ordinal)).Line, Page);

    private static BlockProgram ProgramAt(int line, MarkdownPage page)
    {
        var block = page.Blocks.Single(block => block.Line == line);
        return new(block, ProjectTemplate.Above(block, page));
    }

    [GeneratedRegex("basket_[A-Za-z0-9_-]{28}")]
    private static partial Regex Handle();
}
