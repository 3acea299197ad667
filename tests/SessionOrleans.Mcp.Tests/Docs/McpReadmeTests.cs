using System.Text.RegularExpressions;
using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>README's programs do what README says.</summary>
public sealed partial class McpReadmeTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("README.md");

    [Fact]
    public async Task CurlLines_ToTheHttpServer_OpenABasketAndFillIt()
    {
        var (server, address) = await ChildProcess.StartServerAsync(
            ProgramWith("WithHttpTransport").BuildToRun(), ("SessionStore__Backend", "Memory"));
        await using var running = server;
        var url = address.GetLeftPart(UriPartial.Authority);
        var curls = Page.Blocks.Where(block => block.Text.StartsWith("curl ", StringComparison.Ordinal))
            .Select(block => block.Text.Replace("\\\n", "", StringComparison.Ordinal))
            .Select(curl => curl.Replace("http://localhost:3001", url, StringComparison.Ordinal))
            .ToList();

        Assert.Equal(2, curls.Count);
        var basket = Handle().Match(await new CurlLine(curls[0]).RunAsync()).Value;
        var fill = new CurlLine(curls[1].Replace("HANDLE", basket, StringComparison.Ordinal));

        Assert.Contains("\"text\":\"1\"", await fill.RunAsync(), StringComparison.Ordinal);
        Assert.Contains("\"text\":\"2\"", await fill.RunAsync(), StringComparison.Ordinal);

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
        await using var client = await StdioClients.ConnectAsync(["dotnet", .. ProgramWith("WithStdioServerTransport").BuildToRun()]);

        var basket = (await client.CallToolAsync("create_basket")).Text();
        var filled = await client.CallToolAsync(
            "add_item", new Dictionary<string, object?> { ["basket"] = basket, ["sku"] = "tea" });

        Assert.Equal("1", filled.Text());
    }

    private static BlockProgram ProgramWith(string text) => new(
        Page.Blocks.Single(block => block.Language is "csharp" && block.Text.Contains(text, StringComparison.Ordinal)), Page);

    [GeneratedRegex("basket_[A-Za-z0-9_-]{28}")]
    private static partial Regex Handle();
}
