using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Redis;

public sealed class McpRedisEndToEndTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Basket_AcrossHostsACrashAndARestartOfEverything_IsThere(bool silosApart)
    {
        await using var deployment = await RedisDeployment.StartAsync(silosApart);
        using var opened = JsonDocument.Parse((await CallAsync(deployment.A, "create_basket")).Text());
        var basket = opened.RootElement.GetProperty("basket").GetString()!;

        Assert.Equal("2 items", (await AddAsync(deployment.A, basket, 2)).Text());
        Assert.Equal("""{"items":{"apple":2}}""", (await ViewAsync(deployment.B, basket)).Text());

        await deployment.KillFirstAsync();
        await Until.TrueAsync(
            async () => (await ViewAsync(deployment.B, basket)).IsError is not true, what: "B serves the basket of A");
        Assert.Equal("""{"items":{"apple":2}}""", (await ViewAsync(deployment.B, basket)).Text());
        Assert.Equal("5 items", (await AddAsync(deployment.B, basket, 3)).Text());

        await deployment.RestartEverythingAsync();
        Assert.Equal("""{"items":{"apple":5}}""", (await ViewAsync(deployment.A, basket)).Text());
        Assert.Equal("6 items", (await AddAsync(deployment.B, basket, 1)).Text());
    }

    private static Task<CallToolResult> ViewAsync(McpHostProcess host, string basket) => CallAsync(host, "view_basket", ("basket", basket));

    private static Task<CallToolResult> AddAsync(McpHostProcess host, string basket, int quantity) =>
        CallAsync(host, "add_item", ("basket", basket), ("sku", "apple"), ("quantity", quantity));

    private static async Task<CallToolResult> CallAsync(McpHostProcess host, string tool, params (string Name, object Value)[] arguments)
    {
        await using var client = await McpClients.ConnectAsync(host.Curl.Endpoint);
        return await client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value));
    }
}
