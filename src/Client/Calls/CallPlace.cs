namespace SessionOrleans.Calls;

/// <summary>The place of a call that is under way: that of all that were sent in the same second.</summary>
internal sealed class CallPlace
{
    public CallPlace() => Entered = Task.FromResult<CallPlace?>(this);

    public RetryClock Since { get; } = RetryClock.Start();

    /// <summary>How many calls have it. For the gate, under its lock.</summary>
    public int Calls { get; set; }

    /// <summary>What a call gets that need not wait.</summary>
    public Task<CallPlace?> Entered { get; }
}
