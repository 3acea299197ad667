using System.Globalization;
using System.Runtime;
using Microsoft.Extensions.Hosting;
using SessionOrleans.Benchmarks.Bare;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>
/// This program as a silo. It says when it is ready, tells its memory when it is asked, and ends when its standard input does, as with the
/// program that started it.
/// </summary>
internal static class SiloMode
{
    public const string Name = "silo";
    public const string Ready = "ready";
    public const string Memory = "memory";

    public static async Task RunAsync(Arguments arguments)
    {
        var kind = arguments.Choice("--kind", SiloKind.Store);
        var settings = SiloSettings.Parse(arguments);
        arguments.ThrowIfAnyIsLeft();

        await using var silo = kind is SiloKind.Bare ? await StartBareAsync(settings) : await StoreHost.EmbedAsync(settings.ApplyToSilo);
        Console.WriteLine(Ready);
        while (await ReadLineAsync() is { } line)
        {
            if (line == Memory)
                Console.WriteLine(MemoryInUse().ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The console blocks who reads from it: on a thread of its own, the pool keeps all of its few.</summary>
    private static Task<string?> ReadLineAsync() =>
        Task.Factory.StartNew(Console.In.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task<IAsyncDisposable> StartBareAsync(SiloSettings settings)
    {
        var host = BareSilo.Build(settings.SiloPort, settings.GatewayPort, settings.Redis);
        await host.StartAsync();
        return (IAsyncDisposable)host;
    }

    /// <summary>What is left of the managed heap after a full collection.</summary>
    private static long MemoryInUse()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
