namespace SessionOrleans.Chaos.Processes;

/// <summary>What a worker and the program that started it say to each other, a line each. Every other line is an operation.</summary>
internal static class WorkerMessage
{
    /// <summary>The worker: its store has started, its loops run.</summary>
    public const string Ready = "ready";

    /// <summary>To the worker: stop the loops. The worker: they have stopped.</summary>
    public const string Rest = "rest";

    /// <summary>To the worker: read every session once more. The worker: that is done.</summary>
    public const string Read = "read";
}
