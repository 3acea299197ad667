using ModelContextProtocol.Client;
using SessionOrleans.Harness.Mcp;
using SessionOrleans.Packaging.Making;

namespace SessionOrleans.Packaging;

/// <summary>
/// Programs outside of the repository, of the packages alone, made as their readmes say, or by the template. That the others are built,
/// too, <see cref="Packages"/> sees to.
/// </summary>
[Collection(PackagesCollection.Name)]
public sealed class OutsideTests(Packages packages)
{
    private static readonly (string, string?)[] OnMemory = [("SessionStore__Backend", "Memory"), ("REDIS_URL", null)];

    [Fact]
    public async Task HttpServer_AsTheTemplateMakesIt_KeepsASession()
    {
        var (process, address) = await ChildProcess.StartServerAsync([packages.Built("NewServer")], OnMemory);
        await using var server = process;
        await using var client = await McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = new(address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }));

        var notes = (await client.CallToolAsync("open_notes")).Text();

        Assert.Equal("1 notes", await CallAsync(client, "add_note", ("notes", notes), ("line", "tea")));
        Assert.Equal("tea", await CallAsync(client, "read_notes", ("notes", notes)));
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal("Healthy", await http.GetStringAsync("/health"));
    }

    [Fact]
    public async Task StdioServer_AsTheReadmeSays_KeepsASession()
    {
        await using var client = await StdioClients.ConnectAsync(["dotnet", packages.Built("McpConsole")]);

        var counter = (await client.CallToolAsync("create_counter")).Text();

        Assert.Equal("3", await CallAsync(client, "add", ("counter", counter), ("amount", 3)));
        Assert.Equal("5", await CallAsync(client, "add", ("counter", counter), ("amount", 2)));
    }

    [Fact]
    public async Task Worker_AsTheReadmeSays_DoesItsWorkAndEnds()
    {
        await using var worker = ChildProcess.Start("dotnet", [packages.Built("EmbeddedWorker")], OnMemory);

        Assert.Equal(0, await worker.EndAsync());
        Assert.Contains("      3 letters were sent.", worker.Output);
    }

    [Fact]
    public async Task UnitTest_AsTheReadmeSays_Passes() => Assert.Contains(
        "Passed!", await DotnetCommand.RunAsync("vstest", packages.Built("EmbeddedUnitTest")), StringComparison.Ordinal);

    private static async Task<string> CallAsync(McpClient client, string tool, params (string Name, object Value)[] arguments) =>
        (await client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value))).Text();
}
