using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>Answers to what was never asked, and answers that do not fit what was.</summary>
public sealed class McpRequestAnswerTests(MemoryStore memory) : IClassFixture<MemoryStore>
{
    private readonly string _user = $"alice-{Guid.NewGuid():N}";

    [Fact]
    public async Task Answer_UnderAKeyThatIsAskedLater_DoesNotPassTheSecondStep()
    {
        await using var hosts = await StartAsync();
        var call = new RawCall("pay", []) { User = _user };
        var first = call with { RequestState = await call.BeginAsync(hosts.Endpoints[0]) };

        // Both steps at once: the amount, and the confirmation that nobody asked for.
        var both = first with { InputResponses = new() { ["amount"] = Form(("amount", 90)), ["sure"] = Form() } };
        var state = await both.BeginAsync(hosts.Endpoints[1]);

        var confirmed = call with { RequestState = state, InputResponses = new() { ["sure"] = Form() } };
        Assert.Equal("Paid 90.", await confirmed.AskAsync(hosts.Endpoints[0]));
    }

    [Fact]
    public async Task Answer_UnderAnotherKeyAlone_IsNoAnswer()
    {
        await using var hosts = await StartAsync();
        var call = new RawCall("pay", []) { User = _user };
        var state = await call.BeginAsync(hosts.Endpoints[0]);

        var answer = await (call with { RequestState = state, InputResponses = new() { ["sure"] = Form() } }).AskAsync(hosts.Endpoints[0]);

        Assert.Equal("Nothing was paid.", answer);
    }

    [Theory]
    [InlineData("""{"amount":101}""", "'amount' is above 100")]
    [InlineData("""{"amount":0.5}""", "'amount' is below 1")]
    [InlineData("""{"amount":"90"}""", "'amount' is not a number")]
    [InlineData("""{"amount":null}""", "'amount' is missing")]
    [InlineData("{}", "'amount' is missing")]
    public async Task Answer_ThatDoesNotFit_IsRefusedInWordsAndMayBeGivenAgain(string content, string why)
    {
        await using var hosts = await StartAsync();
        var call = new RawCall("pay", []) { User = _user };
        var asked = call with { RequestState = await call.BeginAsync(hosts.Endpoints[0]) };

        var refusal = await (asked with { InputResponses = new() { ["amount"] = Form(content) } }).AskAsync(hosts.Endpoints[1]);

        Assert.Contains(why, refusal, StringComparison.Ordinal);
        Assert.Contains("Nothing was done", refusal, StringComparison.Ordinal);
        await (asked with { InputResponses = new() { ["amount"] = Form(("amount", 5)) } }).BeginAsync(hosts.Endpoints[0]);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "shorter than 2")]
    [InlineData("""{"name":"abcdef"}""", "longer than 5")]
    [InlineData("""{"name":7}""", "not a string")]
    [InlineData("""{"name":"ab","mail":"nobody"}""", "no email")]
    [InlineData("""{"name":"ab","count":1.5}""", "not an integer")]
    [InlineData("""{"name":"ab","count":4}""", "above 3")]
    [InlineData("""{"name":"ab","count":1e300}""", "above 3")]
    [InlineData("""{"name":"ab","yes":"true"}""", "not a boolean")]
    [InlineData("""{"name":"ab","size":"m"}""", "none of its choices")]
    [InlineData("""{"name":"ab","colour":"Red"}""", "none of its choices")]
    [InlineData("""{"name":"ab","tags":"a"}""", "not an array")]
    [InlineData("""{"name":"ab","tags":[]}""", "fewer than 1")]
    [InlineData("""{"name":"ab","tags":["a","b","c"]}""", "more than 2")]
    [InlineData("""{"name":"ab","tags":["d"]}""", "none of its choices")]
    [InlineData("""{"name":"ab","tags":[{"a":1}]}""", "not a string")]
    public async Task Field_OfEachKindThatDoesNotFit_IsNamed(string content, string why)
    {
        Assert.Contains(why, await FillAsync(Form(content)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"name":"ab","mail":"a@b.example","count":3.0,"yes":false,"size":"l","colour":"g","tags":["a","c"]}""",
        """accept {"name":"ab","mail":"a@b.example","count":3.0,"yes":false,"size":"l","colour":"g","tags":["a","c"]}""")]
    [InlineData("""{"name":"\uD83D\uDE00\uD83D\uDE00","admin":true,"mail":null}""", """accept {"name":"\uD83D\uDE00\uD83D\uDE00"}""")]
    public async Task Fields_ThatFit_ReachTheToolAndNothingElseDoes(string content, string answer)
    {
        Assert.Equal(answer, await FillAsync(Form(content)));
    }

    [Theory]
    [InlineData("""{"action":"ACCEPT","content":{"name":"ab"}}""")]
    [InlineData("""{"action":"yes"}""")]
    [InlineData("""{"action":7}""")]
    [InlineData("""{"content":{"name":"ab"},"action":null}""")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{"action":"accept","content":[]}""")]
    public async Task Answer_ThatIsNoResult_IsRefused(string response)
    {
        Assert.Contains("does not fit", await FillAsync(JsonNode.Parse(response)!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatDeclines_BringsNoFields()
    {
        var declined = """{"action":"decline","content":{"name":"ab"}}""";

        Assert.Equal("decline null", await FillAsync(JsonNode.Parse(declined)!));
    }

    [Theory]
    [InlineData(false, """{"role":"assistant","content":{"type":"text","text":"x"},"model":"m"}""", "m")]
    [InlineData(false, """{"action":"accept","content":{"name":"ab"}}""", "no response to sampling/createMessage")]
    [InlineData(true, """{"role":"assistant","content":{"type":"text","text":"x"},"model":"m"}""", "An error occurred")]
    public async Task Response_ToAnotherKindOfQuestion_IsCheckedAndNoForm(bool asForm, string response, string answer)
    {
        await using var hosts = await StartAsync();
        var call = new RawCall("oracle", new() { ["asForm"] = asForm })
        {
            User = _user, Capabilities = new() { ["sampling"] = new JsonObject() },
        };
        var state = await call.BeginAsync(hosts.Endpoints[0]);

        var said = await (call with { RequestState = state, InputResponses = new() { ["said"] = JsonNode.Parse(response) } })
            .AskAsync(hosts.Endpoints[1]);

        Assert.Contains(answer, said, StringComparison.Ordinal);
    }

    private static JsonObject Form(params (string Name, double Value)[] fields) =>
        Form(new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value))).ToJsonString());

    private static JsonObject Form(string content) => new() { ["action"] = "accept", ["content"] = JsonNode.Parse(content) };

    private async Task<string> FillAsync(JsonNode answer)
    {
        await using var hosts = await StartAsync();
        var call = new RawCall("fill", []) { User = _user };
        var state = await call.BeginAsync(hosts.Endpoints[0]);
        return await (call with { RequestState = state, InputResponses = new() { ["form"] = answer } }).AskAsync(hosts.Endpoints[1]);
    }

    private Task<HttpHosts> StartAsync() => HttpHosts.StartAsync(memory.Store, builder => builder.WithTools<FormTools>());
}
