using System.Net;
using System.Text.Json;
using SessionOrleans.AspNetCore.Tests.TransportSessions;

namespace SessionOrleans.AspNetCore.Tests.Questions;

/// <summary>A session of a client of the earlier era that can be asked, on whichever host.</summary>
public sealed class AskedClient(RawClient raw, string session, string? user)
{
    public static async Task<AskedClient> BeginAsync(RawClient raw, string? user) =>
        new(raw, await raw.BeginAsync(0, user, """{"elicitation":{}}"""), user);

    /// <summary>Calls the tool that asks, and returns its stream, which has the question first and the result last.</summary>
    public async Task<AskedStream> AskAsync(int host, int id, string question)
    {
        var call = JsonSerializer.Serialize(new
        {
            jsonrpc = "2.0", id, method = "tools/call", @params = new { name = "ask", arguments = new { question } },
        });
        return new(await raw.SendAsync(host, HttpMethod.Post, session, user, call));
    }

    /// <summary>Answers a question, by its id as JSON.</summary>
    public async Task<(HttpStatusCode Status, string Text)> AnswerAsync(int host, string id, string action)
    {
        using var answered = await raw.SendAsync(
            host, HttpMethod.Post, session, user, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"action":"{{{action}}}"}}""");
        return (answered.StatusCode, await answered.Content.ReadAsStringAsync());
    }

    public Task<HttpStatusCode> EndAsync(int host) => raw.DeleteAsync(host, session, user);
}
