using System.Net;
using Microsoft.AspNetCore.Builder;
using SessionOrleans.AspNetCore.Tests.Tasks;
using SessionOrleans.AspNetCore.Tests.TransportSessions;

namespace SessionOrleans.AspNetCore.Tests.Questions;

/// <summary>Questions within calls, to clients of the earlier era whose answers land on either of two hosts.</summary>
public sealed class McpQuestionTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>, IAsyncLifetime
{
    private readonly Gate _gate = new();
    private McpHosts _hosts = null!;
    private RawClient _raw = null!;

    public async Task InitializeAsync()
    {
        _hosts = await McpHosts.StartAsync(
            cluster,
            server =>
            {
                server.Services.AddSingleton(_gate);
                server.WithTools<QuestionTools>().WithSessionStoreTransportSessions();
            },
            before: app => app.UseSessionStoreTransportSessions());
        _raw = new(_hosts);
    }

    public async Task DisposeAsync()
    {
        _raw.Dispose();
        await _hosts.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Answer_OnEitherHost_ReachesItsOwnQuestion(int first)
    {
        var client = await AskedClient.BeginAsync(_raw, "alice");
        using var nice = await client.AskAsync(0, 2, "Have a nice day?");
        using var delete = await client.AskAsync(1, 3, "Delete everything?");
        var (niceId, deleteId) = (await nice.QuestionAsync(), await delete.QuestionAsync());

        Assert.NotEqual(niceId, deleteId);
        Assert.Equal((HttpStatusCode.Accepted, ""), await client.AnswerAsync(first, niceId, "accept"));
        Assert.Equal((HttpStatusCode.Accepted, ""), await client.AnswerAsync(1 - first, deleteId, "decline"));
        Assert.Equal("Have a nice day? accept", await nice.ResultAsync());
        Assert.Equal("Delete everything? decline", await delete.ResultAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Answer_FitsNoQuestion_IsRefusedAndNobodyHearsIt(int host)
    {
        var client = await AskedClient.BeginAsync(_raw, "alice");
        using var asked = await client.AskAsync(0, 2, "Delete everything?");
        var id = await asked.QuestionAsync();
        var gone = $"\"{Guid.NewGuid():N}-1\"";

        foreach (var other in new[] { "1", "\"x\"", id[..^1] + "0\"", gone })
        {
            var (status, text) = await client.AnswerAsync(host, other, "accept");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("answers no question that waits", text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Accepted, (await client.AnswerAsync(host, id, "decline")).Status);
        Assert.Equal("Delete everything? decline", await asked.ResultAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.AnswerAsync(host, id, "accept")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.AnswerAsync(1 - host, id, "accept")).Status);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("bob")]
    [InlineData(null)]
    public async Task Answer_OfAnotherSession_IsRefused(string? other)
    {
        var client = await AskedClient.BeginAsync(_raw, "alice");
        var stranger = await AskedClient.BeginAsync(_raw, other);
        using var asked = await client.AskAsync(0, 2, "Delete everything?");
        var id = await asked.QuestionAsync();

        for (var host = 0; host < 2; host++)
            Assert.Equal(HttpStatusCode.BadRequest, (await stranger.AnswerAsync(host, id, "accept")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await client.AnswerAsync(1, id, "decline")).Status);
        Assert.Equal("Delete everything? decline", await asked.ResultAsync());
    }

    [Fact]
    public async Task Session_EndsOnTheOtherHost_TheToolThatAskedHearsSo()
    {
        var client = await AskedClient.BeginAsync(_raw, "alice");
        using var asked = await client.AskAsync(0, 2, "Have a nice day?");
        await asked.QuestionAsync();

        Assert.Equal(HttpStatusCode.OK, await client.EndAsync(1));

        Assert.Contains("nobody answers any more", await asked.ResultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_IsNotAskedAnyMore_ItsClientIsToldByItsId()
    {
        var client = await AskedClient.BeginAsync(_raw, "alice");
        using var asked = await client.AskAsync(0, 2, "Soon?");
        var id = await asked.QuestionAsync();

        _gate.Open("impatient");

        var cancelled = await asked.NextAsync();
        Assert.Equal("notifications/cancelled", cancelled.GetProperty("method").GetString());
        Assert.Equal(id, cancelled.GetProperty("params").GetProperty("requestId").GetRawText());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.AnswerAsync(1, id, "accept")).Status);
    }
}
