using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp.Tests.RequestStates;

public sealed class McpRequestContextDigestTests
{
    private const string Base = """{"name":"empty","arguments":{"bin":"a","n":1,"list":[1,2]}}""";

    [Theory]
    [InlineData("""{"arguments":{"list":[1,2],"n":1,"bin":"a"},"name":"empty"}""")]
    [InlineData("""{ "name" : "\u0065mpty", "arguments": { "bin":"\u0061", "n":1, "list":[ 1, 2 ] } }""")]
    [InlineData(
        """{"name":"empty","arguments":{"bin":"a","n":1,"list":[1,2]},"requestState":"x","inputResponses":""" +
        """{"a":{}},"_meta":{"progressToken":1}}""")]
    public void Of_TheSameCallWrittenDifferently_IsTheSame(string parameters) => Assert.Equal(Of(Base), Of(parameters));

    [Theory]
    [InlineData("""{"name":"empty2","arguments":{"bin":"a","n":1,"list":[1,2]}}""")]
    [InlineData("""{"name":"empty","arguments":{"bin":"b","n":1,"list":[1,2]}}""")]
    [InlineData("""{"name":"empty","arguments":{"bin":"a","n":2,"list":[1,2]}}""")]
    [InlineData("""{"name":"empty","arguments":{"bin":"a","n":1,"list":[2,1]}}""")]
    [InlineData("""{"name":"empty","arguments":{"bin":"a","n":1,"list":["1",2]}}""")]
    [InlineData("""{"name":"empty","arguments":{"bin":"a","n":1,"list":[1,2],"more":null}}""")]
    [InlineData("""{"name":"empty","arguments":{"bin":"a","n":1,"list":[1,2],"requestState":"x"}}""")]
    [InlineData("""{"name":"empty"}""")]
    public void Of_AnotherToolOrOtherArguments_IsAnother(string parameters) => Assert.NotEqual(Of(Base), Of(parameters));

    [Fact]
    public void Of_AnotherUserOrMethod_IsAnother()
    {
        Assert.NotEqual(Of(Base), Of(Base, "alice"));
        Assert.NotEqual(Of(Base, "bob"), Of(Base, "alice"));
        Assert.NotEqual(Of(Base), Of(Base, method: "prompts/get"));
    }

    private static byte[] Of(string parameters, string? user = null, string method = "tools/call") => RequestContextDigest.Of(
        user is null ? SessionUser.Anonymous : new(user), new JsonRpcRequest { Method = method, Params = JsonNode.Parse(parameters) });
}
