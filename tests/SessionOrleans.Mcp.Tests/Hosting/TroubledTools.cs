using SessionOrleans.Mcp.Tests.Tools;

namespace SessionOrleans.Mcp.Tests.Hosting;

/// <summary>Tools in which everything goes wrong that can.</summary>
public sealed class TroubledTools
{
    [McpServerTool]
    public static string Unavailable() => throw new SessionStoreUnavailableException("The store did not answer.");

    [McpServerTool]
    public static string Busy() => throw new SessionStoreBusyException("A thousand wait already.");

    [McpServerTool]
    public static string Locked() => throw new SessionLockedException("Another holds the lock.");

    [McpServerTool]
    public static string LockLost() => throw new SessionLockLostException("The lock is lost.");

    [McpServerTool]
    public static string Ended() => throw new SessionEndedException("The session ended.");

    [McpServerTool]
    public static string OutcomeUnknown() => throw new SessionOutcomeUnknownException("It may be written or not.");

    [McpServerTool]
    public static string OwnArgument() => throw new ArgumentException("secret of the tool");

    [McpServerTool]
    public static string OwnTimeout() => throw new TimeoutException("secret of the tool");

    [McpServerTool]
    public static async Task<string> TimeToLiveOfZero(IToolSessions sessions, CancellationToken ct) =>
        (await sessions.CreateAsync(new Tally(0), new() { TimeToLive = TimeSpan.Zero }, ct)).Handle;

    [McpServerTool]
    public static async Task<string> TooLarge(IToolSessions sessions, CancellationToken ct) =>
        (await sessions.CreateAsync(new Memo(new('x', 2 << 20)), cancellationToken: ct)).Handle;

    [McpServerTool]
    public static async Task<string> NoLock(IToolSessions sessions, CancellationToken ct)
    {
        var session = await sessions.CreateAsync(new Tally(0), cancellationToken: ct);
        await using var held = await session.LockAsync(cancellationToken: ct);
        await session.LockAsync(TimeSpan.Zero, cancellationToken: ct);
        return "locked twice";
    }

    [McpServerTool]
    public static async Task<string> OtherType(IToolSessions sessions, ISessionStore store, CancellationToken ct)
    {
        var session = await sessions.CreateAsync(new Tally(0), cancellationToken: ct);
        await store.SetAsync(session.Id, "not a tally", cancellationToken: ct);
        return $"{await session.GetAsync(ct)}";
    }
}
