using System.Net;
using SessionOrleans.Mcp.Tests.EndToEnd;

namespace SessionOrleans.Mcp.Tests.Http;

/// <summary>The sample's limit on how often one address may ask.</summary>
public sealed class SampleRateLimitTests
{
    [Fact]
    public async Task Request_AfterAThousandAtOnceFromOneAddress_IsTurnedAwayUntilASecondLater()
    {
        await using var host = await McpHostProcess.StartAsync(("SessionStore__Backend", "Memory"));
        using var client = new HttpClient();

        var flood = await Task.WhenAll(Enumerable.Range(0, 1_500).Select(_ => AskAsync(client, host)));

        Assert.Contains(HttpStatusCode.TooManyRequests, flood);
        Assert.True(flood.Count(status => status is not HttpStatusCode.TooManyRequests) >= 500);
        await Until.TrueAsync(async () => await AskAsync(client, host) is not HttpStatusCode.TooManyRequests);
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, McpHostProcess host)
    {
        using var answer = await client.GetAsync(new Uri(host.Curl.Endpoint, "/nothing"));
        return answer.StatusCode;
    }
}
