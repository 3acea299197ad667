namespace SessionOrleans.Chaos.Processes;

/// <summary>What a worker and the program that started it say to each other, a line each. Every other line is an operation.</summary>
internal static class WorkerMessage
{
    /// <summary>The worker: its store has started, its loops run.</summary>
    public const string Ready = "ready";

    /// <summary>To the worker: stop the loops. The worker: they have stopped.</summary>
    public const string Rest = "rest";

    /// <summary>To the worker: collect the garbage. The worker: <see cref="Heap"/>, then that it is done.</summary>
    public const string Collect = "collect";

    /// <summary>The worker: how many bytes of its managed heap are in use, behind this.</summary>
    public const string Heap = "heap ";

    /// <summary>To the worker: read every session once more. The worker: that is done.</summary>
    public const string Read = "read";
}
