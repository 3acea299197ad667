namespace SessionOrleans.Benchmarks.Processes;

/// <summary>The lines that a program of ours is told by the one that started it.</summary>
internal static class StandardInput
{
    /// <summary>The next line, or null at the end. The console blocks who reads from it: on a thread of its own, the pool keeps all of its
    /// few.</summary>
    public static Task<string?> ReadLineAsync() =>
        Task.Factory.StartNew(Console.In.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
