namespace SessionOrleans.Performance.Tests.Allocation;

/// <summary>Counts what an operation allocates, on whatever threads it runs.</summary>
internal static class Allocated
{
    private const int Rounds = 6;
    private const int Operations = 2_000;

    /// <summary>Bytes per operation: of several rounds the least, since what the process does beside it only adds.</summary>
    public static async Task<double> PerOperationAsync(Func<int, Task> operation)
    {
        for (var turn = 0; turn < Operations; turn++)
            await operation(turn);

        var least = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var turn = 0; turn < Operations; turn++)
                await operation(turn);
            least = Math.Min(least, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Operations);
        }

        return least;
    }
}
