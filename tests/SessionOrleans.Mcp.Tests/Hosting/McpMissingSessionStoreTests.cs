using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Hosting;

/// <summary>A server takes what only the store supplies, and nobody called what supplies it.</summary>
public sealed class McpMissingSessionStoreTests
{
    public static TheoryData<string> Parameters =>
        new(typeof(Forgetful).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name));

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task NotSupplied_ParameterOfATool_StopsTheStartAndNamesTheCall(string parameter)
    {
        var tool = MethodOf(parameter);
        await AssertRefusesAsync(parameter, server => server.Services.AddSingleton(services =>
            McpServerTool.Create(tool, options: new() { Services = services })));
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task NotSupplied_ParameterOfAPrompt_StopsTheStartAndNamesTheCall(string parameter)
    {
        var prompt = MethodOf(parameter);
        await AssertRefusesAsync(parameter, server => server.Services.AddSingleton(services =>
            McpServerPrompt.Create(prompt, options: new() { Services = services })));
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public async Task NotSupplied_ParameterOfAResource_StopsTheStartAndNamesTheCall(string parameter)
    {
        var resource = MethodOf(parameter);
        await AssertRefusesAsync(parameter, server => server.Services.AddSingleton(services =>
            McpServerResource.Create(resource, options: new() { Services = services, UriTemplate = "test://one", Name = "one" })));
    }

    [Fact]
    public async Task NotSupplied_WithTools_StopsTheStartThoughAStoreIsRegistered()
    {
        await using var store = await SessionStoreFactory.CreateMemoryAsync(new() { Prefix = $"mcp-missing-{Guid.NewGuid():N}:" });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            InProcessServer.StartAsync(store, server => server.WithTools<ForgetfulTools>()));

        Assert.Contains("ToolSession<Tally>", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddMcpServer().WithSessionStore()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotSupplied_OverHttp_StopsTheStart()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddMcpServer().WithHttpTransport().WithTools<ForgetfulTools>();
        await using var app = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapMcp("/mcp"));

        Assert.Contains("AddMcpServer().WithSessionStore()", error.Message, StringComparison.Ordinal);
    }

    private static MethodInfo MethodOf(string parameter) => typeof(Forgetful).GetMethod(parameter)!;

    private static async Task AssertRefusesAsync(string parameter, Action<IMcpServerBuilder> configure)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => InProcessServer.StartAsync(store: null, configure));

        var call = parameter == nameof(Forgetful.Changes) ? "WithSessionStoreSubscriptions()" : "WithSessionStore()";
        Assert.Contains(call, error.Message, StringComparison.Ordinal);
    }

    private static class Forgetful
    {
        public static string Session(ToolSession<Tally> session) => session.Handle;

        public static string Sessions(IToolSessions sessions) => $"{sessions}";

        public static string Mine(UserSession<Prefs> mine) => mine.Id;

        public static string State(IRequestState<Memo> state) => $"{state}";

        public static string Changes(IServerChanges changes) => $"{changes}";

        public static string User(SessionUser user) => $"{user}";

        public static string Store(ISessionStore store) => $"{store}";
    }

    private sealed class ForgetfulTools
    {
        [McpServerTool]
        public static string Session(ToolSession<Tally> session) => session.Handle;
    }
}
