using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Two hosts with tools that run as tasks.</summary>
public abstract class TaskHosts(Cluster cluster) : IAsyncLifetime
{
    /// <summary>Where the tools and a test meet.</summary>
    protected Gate Gate { get; } = new();

    /// <summary>What our own code and Orleans logged.</summary>
    protected LogRecorder Log { get; } = new();

    /// <summary>What the hosts are clients of.</summary>
    protected Cluster Cluster => cluster;

    /// <summary>The store of the cluster.</summary>
    protected ISessionStore Store => cluster.Store;

    /// <summary>The hosts.</summary>
    protected McpHosts Hosts { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Hosts = await StartAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Hosts.DisposeAsync();
        Log.Dispose();
    }

    /// <summary>What a request for an unknown task is refused with.</summary>
    protected static async Task<string> RefusalAsync(Func<Task> request)
    {
        var refusal = await Assert.ThrowsAsync<McpProtocolException>(request);
        Assert.Equal(McpErrorCode.InvalidParams, refusal.ErrorCode);
        return refusal.Message;
    }

    /// <summary>Starts two hosts more.</summary>
    protected Task<McpHosts> StartAsync(Action<SessionTaskOptions>? configure = null, LogRecorder? log = null) => McpHosts.StartAsync(
        cluster,
        server =>
        {
            server.Services.AddSingleton(Gate);
            server.WithTools<WorkTools>().WithSessionStoreTasks(tasks =>
            {
                tasks.PollInterval = TimeSpan.FromMilliseconds(20);
                tasks.MaxRunningAnonymous = 8;
            }).WithSessionStoreTasks(configure).WithSessionStoreSubscriptions();
        },
        log: log ?? Log);

    /// <summary>A client of each host.</summary>
    protected async Task<Pair> ConnectAsync(string user = "alice") =>
        new(await Hosts.ConnectAsync(0, user), await Hosts.ConnectAsync(1, user));

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
