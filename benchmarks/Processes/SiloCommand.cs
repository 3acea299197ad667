using System.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>
/// This program as a silo. It says when it is ready, answers what it is asked with a number, and ends when its standard input does, as with
/// the program that started it.
/// </summary>
internal sealed class SiloCommand : AsyncCommand<SiloSettings>
{
    public const string Ready = "ready";

    /// <summary>Asks for the bytes on the managed heap after a full collection.</summary>
    public const string Memory = "memory";

    /// <summary>Asks the silo to collect what is idle, as it would in two or three minutes, and how many activations are left.</summary>
    public const string Collect = "collect";

    public override async Task<int> ExecuteAsync(CommandContext context, SiloSettings settings, CancellationToken cancellationToken)
    {
        IGrainFactory? grains = null;
        await using var silo = await RunningHost.StartAsync(
            builder => settings.AddSilo(builder, store => store.AddStartupTask((services, _) =>
            {
                grains = services.GetRequiredService<IGrainFactory>();
                return Task.CompletedTask;
            })),
            cancellationToken);
        Console.WriteLine(Ready);
        while (await StandardInput.ReadLineAsync() is { } line)
            Console.WriteLine(line == Memory ? MemoryInUse() : await CollectAsync(grains!.GetGrain<IManagementGrain>(0)));
        return 0;
    }

    private static async Task<long> CollectAsync(IManagementGrain management)
    {
        try
        {
            await management.ForceActivationCollection(TimeSpan.Zero);
            return await management.GetTotalActivationCount();
        }
        catch (TimeoutException)
        {
            // A million activations take longer than a call may; it goes on.
            return long.MaxValue;
        }
    }

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
