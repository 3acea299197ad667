using System.Globalization;

namespace SessionOrleans.Chaos.Workloads;

/// <summary>Adds one to a counter, and reads it now and then.</summary>
internal sealed class CounterLoop(string id, LoopContext context) : SessionLoop(id, context)
{
    protected override async Task StepAsync(CancellationToken cancellationToken) =>
        await (Chance(0.3) ? ReadAsync() : AddAsync());

    private Task<Operation> AddAsync() => Recorder.DoAsync(
        new() { Kind = OperationKind.Add, Id = Id },
        async add => await Store.UpdateAsync<string>(Id, Plus1) is var session ? add with { Value = session.Value,
            Version = session.Version } : add);

    private static string Plus1(string? before) =>
        (int.Parse(before ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}
