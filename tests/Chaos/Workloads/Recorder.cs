using System.Collections.Concurrent;

namespace SessionOrleans.Chaos.Workloads;

/// <summary>Makes calls and tells what became of them, line by line; of what changes something, before it is sent as well.
/// Thread-safe.</summary>
internal sealed class Recorder(string process, Action<string> say)
{
    private readonly ConcurrentDictionary<Type, OperationKind> _told = [];
    private int _number;

    /// <summary>A name that no other value has.</summary>
    public string NewValue() => $"{process}.{Interlocked.Increment(ref _number)}";

    public string Process => process;

    /// <summary>Makes a call, which answers what it was to be with what it brought.</summary>
    public async Task<Operation> DoAsync(Operation intent, Func<Operation, Task<Operation>> call)
    {
        var begun = Begin(intent);
        Operation ended;
        try
        {
            ended = await call(begun with { Outcome = OperationOutcome.Done });
        }
        catch (Exception trouble)
        {
            ended = begun with { Outcome = OutcomeOf(trouble, begun.Kind) };
        }

        return End(ended);
    }

    public Operation Begin(Operation intent)
    {
        var begun = intent with { Process = process, Number = Interlocked.Increment(ref _number), Begin = MonotonicClock.Now };
        if (!begun.IsRead)
            say(OperationLog.Write(begun));
        return begun;
    }

    public Operation End(Operation operation)
    {
        var ended = operation with { End = MonotonicClock.Now };
        say(OperationLog.Write(ended));
        return ended;
    }

    private OperationOutcome OutcomeOf(Exception trouble, OperationKind kind)
    {
        switch (trouble)
        {
            case SessionOutcomeUnknownException:
                return OperationOutcome.Unknown;
            case SessionStoreUnavailableException:
                return OperationOutcome.Unavailable;
            case SessionStoreException:
            case TimeoutException or OperationCanceledException when kind is OperationKind.Grant:
                return OperationOutcome.Refused;
            default:
                if (_told.TryAdd(trouble.GetType(), kind))
                    Console.Error.WriteLine($"{process}: a {kind} ended by what no caller expects: {trouble}");
                return OperationOutcome.Unknown;
        }
    }
}
