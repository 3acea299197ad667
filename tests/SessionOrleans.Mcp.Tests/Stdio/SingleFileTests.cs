using SessionOrleans.Mcp.Tests.Docs;
using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Stdio;

/// <summary>README's stdio server as one file, as tools for developers are handed out.</summary>
public sealed class SingleFileTests : IDisposable
{
    /// <summary>Bounds a hang, nothing else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("single-file-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task SingleFileDoesNotStart_ReadmesStdioServer_OpensABasketAndFillsIt()
    {
        var readme = MarkdownPage.Read("README.md").Blocks
            .Single(block => block.Language is "csharp" && block.Text.Contains("WithStdioServerTransport", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Program.cs"), readme.Text);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "ShopTool.csproj"), Project(
            Path.GetDirectoryName(Repository.Built("tests/StdioServer", "StdioServer"))!));

        await PublishAsync();

        var published = Path.Combine(_folder.FullName, "published");
        Assert.Empty(System.IO.Directory.GetFiles(published, "*.dll"));
        var program = Path.Combine(published, OperatingSystem.IsWindows() ? "ShopTool.exe" : "ShopTool");
        await using var client = await StdioClients.ConnectAsync([program]);
        var basket = (await client.CallToolAsync("create_basket")).Text();
        var filled = await client.CallToolAsync(
            "add_item", new Dictionary<string, object?> { ["basket"] = basket, ["sku"] = "tea" });
        Assert.Equal("1", filled.Text());
    }

    /// <summary>With what tests/StdioServer was built to in place of packages, which are not made yet.</summary>
    private static string Project(string libraries) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{libraries}/*.dll" Exclude="{libraries}/StdioServer.dll" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Build servers would hold its output open after it has ended.</summary>
    private async Task PublishAsync()
    {
        await using var publish = ChildProcess.Start(
            "dotnet",
            [
                "publish", _folder.FullName, "-o", Path.Combine(_folder.FullName, "published"), "-p:PublishSingleFile=true",
                "--self-contained", "false",
                "-p:UseSharedCompilation=false", "-nodeReuse:false", "--nologo", "-v", "quiet",
            ]);
        Assert.True(await publish.EndAsync(Patience) is 0, string.Join('\n', publish.Lines));
    }
}
