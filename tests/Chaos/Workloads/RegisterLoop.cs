namespace SessionOrleans.Chaos.Workloads;

/// <summary>Reads a session, writes it, and writes it on the condition that it still is what was read last.</summary>
internal sealed class RegisterLoop(string id, LoopContext context) : SessionLoop(id, context)
{
    private long _seen;

    protected override async Task StepAsync(CancellationToken cancellationToken)
    {
        if (Chance(0.5))
            _seen = (await ReadAsync()).Version;
        else if (_seen == 0 || Chance(0.5))
            await WriteAsync();
        else
            await WriteIfUnchangedAsync(_seen);
    }

    private Task<Operation> WriteIfUnchangedAsync(long version) => Recorder.DoAsync(
        new() { Kind = OperationKind.Write, Id = Id, Value = Recorder.NewValue(), Expected = version },
        async write => await Store.TrySetAsync(Id, write.Value, WriteCondition.IfVersion(version)) is { } made
            ? write with { Version = made }
            : write with { Outcome = OperationOutcome.Refused });
}
