using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Two hosts with tools that run as tasks, the same for all tests of a class: what a test signals has a name of its own.</summary>
public abstract class TaskHosts(Cluster cluster) : IAsyncLifetime
{
    private Shared _shared = null!;

    /// <summary>Where the tools and a test meet.</summary>
    protected Gate Gate => _shared.Gate;

    /// <summary>What our own code and Orleans logged.</summary>
    protected LogRecorder Log => _shared.Log;

    /// <summary>What the hosts are clients of.</summary>
    protected Cluster Cluster => cluster;

    /// <summary>The store of the cluster.</summary>
    protected ISessionStore Store => cluster.Store;

    /// <summary>The hosts.</summary>
    protected McpHosts Hosts => _shared.Hosts;

    /// <inheritdoc/>
    public async Task InitializeAsync() => _shared = await cluster.ShareAsync(async () =>
    {
        var (gate, log) = (new Gate(), new LogRecorder());
        return new Shared(gate, log, await StartAsync(cluster, gate, log));
    });

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What a request for an unknown task is refused with.</summary>
    protected static async Task<string> RefusalAsync(Func<Task> request)
    {
        var refusal = await Assert.ThrowsAsync<McpProtocolException>(request);
        Assert.Equal(McpErrorCode.InvalidParams, refusal.ErrorCode);
        return refusal.Message;
    }

    /// <summary>Starts two hosts more.</summary>
    protected Task<McpHosts> StartAsync(Action<SessionTaskOptions>? configure = null, LogRecorder? log = null) =>
        StartAsync(cluster, Gate, log ?? Log, configure);

    /// <summary>A client of each host.</summary>
    protected async Task<Pair> ConnectAsync(string user = "alice") =>
        new(await Hosts.ConnectAsync(0, user), await Hosts.ConnectAsync(1, user));

    private static Task<McpHosts> StartAsync(
        Cluster cluster, Gate gate, LogRecorder log, Action<SessionTaskOptions>? configure = null) => McpHosts.StartAsync(
        cluster,
        server =>
        {
            server.Services.AddSingleton(gate);
            server.WithTools<WorkTools>().WithSessionStoreTasks(tasks =>
            {
                tasks.PollInterval = TimeSpan.FromMilliseconds(20);
                tasks.MaxRunningAnonymous = 8;
            }).WithSessionStoreTasks(configure).WithSessionStoreSubscriptions();
        },
        log: log);

    private sealed record Shared(Gate Gate, LogRecorder Log, McpHosts Hosts) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Hosts.DisposeAsync();
            Log.Dispose();
        }
    }

    /// <summary>A client of each host.</summary>
    protected sealed record Pair(McpClient One, McpClient Other) : IAsyncDisposable
    {
        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
