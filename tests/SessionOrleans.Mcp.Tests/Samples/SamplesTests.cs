using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace SessionOrleans.Mcp.Tests.Samples;

/// <summary>Each small sample is started and called. Those over HTTP run in this process, as docs/testing-servers.md says.</summary>
public sealed class SamplesTests
{
    /// <summary>Bounds a hang, nothing else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly (string Name, string? Value) InMemory = ("SessionStore__Backend", "Memory");

    [Fact]
    public async Task Tasks_AReportAsATask_IsWritten()
    {
        await using var sample = Start<global::Tasks.ReportTools>();
        await using var client = await ConnectAsync(sample.CreateClient());

        var task = await client.BeginAsync("write_report", ("pages", 1));
        var done = await client.UntilAsync(task, "completed");

        Assert.Contains("A report of 1 pages.", done.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accept", "It is gone.")]
    [InlineData("decline", "It was kept.")]
    public async Task Questions_ADraftToBeDiscarded_IsWhatTheUserAnswers(string action, string told)
    {
        await using var sample = Start<global::Questions.DraftTools>();
        await using var client = await ConnectAsync(sample.CreateClient(), question =>
        {
            Assert.Equal("Throw away 'Dear all'?", question.Message);
            return new() { Action = action };
        });

        var draft = await AskAsync(client, "begin_draft", ("text", "Dear all"));

        Assert.Equal(told, await AskAsync(client, "discard_draft", ("draft", draft)));
    }

    [Fact]
    public async Task SignedIn_TwoUsers_HaveALanguageEachAndStrangersNone()
    {
        await using var sample = Start<global::SignedIn.PreferenceTools>();
        await using var alice = await ConnectAsync(await SignInAsync(sample, "alice"));
        await using var bob = await ConnectAsync(await SignInAsync(sample, "bob"));

        await AskAsync(alice, "set_language", ("language", "de"));

        Assert.Equal("de", await AskAsync(alice, "get_language"));
        Assert.Equal("en", await AskAsync(bob, "get_language"));
        using var nobody = await sample.CreateClient().PostAsJsonAsync("/mcp", new JsonObject());
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task Stdio_TwoLines_AreRecalled()
    {
        await using var client = await StdioClients.ConnectAsync(
            ["dotnet", Repository.Built("samples/Stdio", "Stdio")], environment: ("User", "alice"));

        await AskAsync(client, "remember", ("line", "tea"));

        Assert.Equal("2 lines", await AskAsync(client, "remember", ("line", "cups")));
        Assert.Equal("tea\ncups", await AskAsync(client, "recall"));
    }

    [Fact]
    public async Task Worker_Alone_TakesAllStepsAndEnds()
    {
        var (worker, _) = await ChildProcess.StartAsync(
            Repository.Built("samples/Worker", "Worker"), "      Step 5 of 5, token ", InMemory);
        await using var running = worker;

        Assert.Equal(0, await worker.EndAsync());
    }

    private static WebApplicationFactory<T> Start<T>()
        where T : class =>
        new WebApplicationFactory<T>().WithWebHostBuilder(host => host.UseSetting("SessionStore:Backend", "Memory"));

    private static Task<McpClient> ConnectAsync(HttpClient http, Func<ElicitRequestParams, ElicitResult>? answer = null) =>
        McpClient.CreateAsync(
            new HttpClientTransport(new() { Endpoint = new(http.BaseAddress!, "/mcp") }, http, ownsHttpClient: true),
            new()
            {
                DiscoverProbeTimeout = Patience,
                Handlers = new() { ElicitationHandler = answer is null ? null : (question, _) => new(answer(question!)) },
            });

    private static async Task<HttpClient> SignInAsync<T>(WebApplicationFactory<T> sample, string user)
        where T : class
    {
        var http = sample.CreateClient();
        using var answer = await http.PostAsync(new Uri($"/sign-in?user={user}", UriKind.Relative), null);
        var token = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task<string> AskAsync(McpClient client, string tool, params (string Name, object? Value)[] arguments)
        => (await client.CallToolAsync(tool, arguments.ToDictionary(argument => argument.Name, argument => argument.Value))).Text();
}
