using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SessionOrleans.Chaos.Breaking;
using SessionOrleans.Chaos.Servers;
using SessionOrleans.Chaos.Soaking;
using SessionOrleans.Chaos.Workloads;
using SessionOrleans.Harness.Outside;
using Spectre.Console.Cli;
using StackExchange.Redis;

namespace SessionOrleans.Chaos.Processes;

/// <summary>This program as a worker: a store, in a silo or as a client, and loops that use every session. Ends when its standard input
/// does.</summary>
internal sealed class WorkerCommand : AsyncCommand<WorkerSettings>
{
    private static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PaceOfClients = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PaceOfSilos = TimeSpan.FromMilliseconds(100);

    private readonly Lock _saying = new();
    private readonly StreamWriter _output = new(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 16_384);

    public override async Task<int> ExecuteAsync(CommandContext context, WorkerSettings settings, CancellationToken cancellationToken)
    {
        using var host = Build(settings);
        await host.StartAsync(cancellationToken);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(settings.OutsideRedis + ",abortConnect=false");
        var store = host.Services.GetRequiredService<ISessionStore>();
        using var ending = new CancellationTokenSource();
        using var resting = new CancellationTokenSource();

        var isFenced = settings.Defect is not Defect.Fencing;
        var pulse = new Pulse();
        _ = pulse.BeatAsync(ending.Token);
        var work = new LoopContext(
            store,
            new Recorder(settings.Name, Say),
            pulse,
            name => new OutsideSet(redis.GetDatabase(), name, isFenced),
            isFenced,
            settings.SiloPort is null ? PaceOfClients : PaceOfSilos);
        SessionLoop[] loops = [.. SessionIds.All.Select(id => SessionLoop.For(id, work))];
        var running = Task.WhenAll(loops.Select(loop => Task.Run(() => loop.RunAsync(resting.Token))));
        Say(WorkerMessage.Ready);
        while (await Console.In.ReadLineAsync(CancellationToken.None) is { } word)
        {
            if (word == WorkerMessage.Rest)
            {
                await resting.CancelAsync();
                await running;
            }
            else if (word == WorkerMessage.Read)
            {
                using var patience = new CancellationTokenSource(ReadWithin);
                await Task.WhenAll(loops.Select(loop => loop.ReadFinallyAsync(patience.Token)));
            }
            else if (word == WorkerMessage.Collect)
            {
                UnusedMemory.GiveBack();
                Say(string.Create(CultureInfo.InvariantCulture, $"{WorkerMessage.Heap}{GC.GetTotalMemory(forceFullCollection: false)}"));
            }

            Say(word);
        }

        await ending.CancelAsync();
        await host.StopAsync(CancellationToken.None);
        return 0;
    }

    private static IHost Build(WorkerSettings settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (settings.IsLogging)
            builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "))
                .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
                    console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (settings.SiloPort is null)
            builder.Services.AddSessionStoreClient(options => Configure(options, settings));
        else
            builder.Services.AddSessionStore(options => Configure(options, settings), silo => silo.Break(settings.Defect));
        return builder.Build();
    }

    private static void Configure(SessionStoreOptions options, WorkerSettings settings)
    {
        options.Backend = SessionBackend.Redis;
        options.RedisUrl = settings.StoreRedis;
        options.Prefix = StoredRecords.Prefix;
        if (settings.Way is { } way)
            options.ConfigureRedis = redis => redis.Tunnel = new ProxyTunnel(way);
        options.SiloPort = settings.SiloPort;
        options.GatewayPort = settings.GatewayPort;
        options.LockEnforcement = settings.Defect is Defect.Fencing ? LockEnforcement.Advisory : LockEnforcement.Strict;
    }

    private void Say(string line)
    {
        lock (_saying)
        {
            _output.WriteLine(line);
            _output.Flush();
        }
    }
}
