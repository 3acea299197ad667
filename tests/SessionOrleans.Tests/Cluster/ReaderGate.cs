namespace SessionOrleans.Cluster;

/// <summary>Counts the messages that reads shared, and the reads in them; can hold them up, or let them fail.</summary>
public sealed class ReaderGate : IIncomingGrainCallFilter
{
    private int _messages;
    private int _reads;

    public int Messages => _messages;

    public int Reads => _reads;

    /// <summary>What every message waits for.</summary>
    public Task Opens { get; set; } = Task.CompletedTask;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType == typeof(ISessionReaderGrain))
        {
            Interlocked.Increment(ref _messages);
            Interlocked.Add(ref _reads, ((ReadRequest[])context.Request.GetArgument(0)!).Length);
            await Opens;
        }

        await context.Invoke();
    }
}
