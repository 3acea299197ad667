using System.Text;
using SessionOrleans.Sessions;

namespace SessionOrleans.Mcp.Tests.Hosting;

/// <summary>A careless tool takes an id from its caller. It gives away the application's sessions, and none of ours.</summary>
public sealed class McpReservedIdTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    [Fact]
    public async Task Tool_ThatReadsWhateverIdItIsGiven_DoesNotReadTheSealingKeys()
    {
        await using var server = await InProcessServer.StartAsync(
            memory.Store, builder => builder.WithSessionStore().WithTools<CarelessTools>());
        await server.Services.GetRequiredService<IRequestStateProtector>().SealAsync(new byte[] { 1 }, new byte[32]);
        var keys = await OwnRecords.Use(() => memory.Store.GetAsync<byte[]>(ReservedIds.RequestStateKeys));
        Assert.Contains("masterKey", Encoding.UTF8.GetString(keys!.Value), StringComparison.Ordinal);
        await memory.Store.SetAsync("note", "theirs"u8.ToArray());

        var read = await CallAsync("read", ReservedIds.RequestStateKeys);
        var removed = await CallAsync("remove", ReservedIds.RequestStateKeys);

        Assert.Contains("kept for SessionOrleans itself", read.ErrorText(), StringComparison.Ordinal);
        Assert.Contains("kept for SessionOrleans itself", removed.ErrorText(), StringComparison.Ordinal);
        Assert.NotNull(await OwnRecords.Use(() => memory.Store.GetAsync<byte[]>(ReservedIds.RequestStateKeys)));
        Assert.Equal("theirs", (await CallAsync("read", "note")).Text());
        Assert.DoesNotContain("~~", (await server.Client.CallToolAsync("list")).Text(), StringComparison.Ordinal);

        async Task<CallToolResult> CallAsync(string tool, string id) =>
            await server.Client.CallToolAsync(tool, new Dictionary<string, object?> { ["id"] = id });
    }

    private sealed class CarelessTools
    {
        [McpServerTool]
        public static async Task<string> Read(ISessionStore store, string id, CancellationToken ct) =>
            Encoding.UTF8.GetString((await store.GetAsync<byte[]>(id, ct))!.Value);

        [McpServerTool]
        public static async Task<string> Remove(ISessionStore store, string id, CancellationToken ct) =>
            $"{await store.RemoveAsync(id, ct)}";

        [McpServerTool]
        public static async Task<string> List(ISessionStore store, CancellationToken ct) =>
            string.Join(' ', await store.Directory.ListAsync(ct).Select(session => session.Id).ToListAsync(ct));
    }
}
