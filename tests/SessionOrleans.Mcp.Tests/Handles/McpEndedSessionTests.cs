using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace SessionOrleans.Mcp.Tests.Handles;

/// <summary>What an expiration handler is told of sessions that tools opened.</summary>
public sealed class McpEndedSessionTests
{
    [Fact]
    public async Task Kind_OfEachWayToOpenASession_IsItsTypesAndOfOthersNull()
    {
        var handler = new Handler(expected: 4);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<ISessionExpirationHandler>(handler);
        builder.Services.AddSessionStore(options => options.Backend = SessionBackend.Memory);
        using var host = builder.Build();
        await host.StartAsync();
        var store = host.Services.GetRequiredService<ISessionStore>();
        var alice = SessionUser.FromString("alice");

        await (await new ToolSessions(store).CreateAsync(new Draft("anonymous"))).EndAsync();
        await (await new ToolSessions(store, alice).CreateAsync(new Draft("alice's"))).EndAsync();
        var own = new UserSession<Draft>(store, alice);
        await own.SetAsync(new Draft("her own"));
        await own.EndAsync();
        await store.SetAsync("draft_1", new Draft("the application's"));
        await store.RemoveAsync("draft_1");
        await handler.HeardAll;

        Assert.Equal(
            ["draft: alice's", "draft: anonymous", "draft: her own", "none: the application's"],
            handler.Heard.Select(ended => $"{ended.Kind ?? "none"}: {ended.ValueAs<Draft>()?.Text}").Order(StringComparer.Ordinal));
        Assert.Throws<SessionValueException>(() => handler.Heard.First().ValueAs<int[]>());
        await host.StopAsync();
    }

    [SessionKind("draft")]
    public sealed record Draft(string Text)
    {
        public Draft()
            : this("")
        {
        }
    }

    private sealed class Handler(int expected) : ISessionExpirationHandler
    {
        private readonly TaskCompletionSource _heardAll = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<EndedSession> Heard { get; } = [];

        public Task HeardAll => _heardAll.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken)
        {
            Heard.Enqueue(session);
            if (Heard.Count == expected)
                _heardAll.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
