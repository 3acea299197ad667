using System.Text.Json;

namespace SessionOrleans.Chaos.History;

/// <summary>
/// All that was done, by every process. What changes something comes twice: before it is sent, so that it is known of a process that is
/// killed, and when it was answered. Thread-safe.
/// </summary>
internal sealed class OperationLog
{
    private readonly Lock _changing = new();
    private readonly Dictionary<(string Process, int Number), Operation> _operations = [];
    private readonly Dictionary<(string Process, string Id, bool IsWrite), TimeSpan> _lastDone = [];

    public static string Write(Operation operation) => JsonSerializer.Serialize(operation);

    public static Operation Read(string line) =>
        JsonSerializer.Deserialize<Operation>(line) ?? throw new FormatException($"This is no operation: {line}");

    public void Add(Operation operation)
    {
        lock (_changing)
        {
            _operations[(operation.Process, operation.Number)] = operation;
            if (operation.IsDone)
                _lastDone[(operation.Process, operation.Id, operation.IsWrite)] = operation.Begin;
        }
    }

    /// <summary>Whether each of some processes has done something to each of some sessions that it began after a moment.</summary>
    public bool IsServedSince(TimeSpan moment, Func<string, bool> processes, IReadOnlyCollection<string> ids)
    {
        lock (_changing)
        {
            var callers = _lastDone.Keys.Select(key => key.Process).Where(processes).ToHashSet();
            var served = _lastDone.Where(done => done.Value > moment && callers.Contains(done.Key.Process))
                .Select(done => (done.Key.Process, done.Key.Id))
                .ToHashSet();
            return callers.All(caller => ids.All(id => served.Contains((caller, id))));
        }
    }

    public IReadOnlyList<Operation> All()
    {
        lock (_changing)
            return [.. _operations.Values];
    }

    /// <summary>Whether a process has done something that it began after a moment.</summary>
    public bool HasDoneSince(string process, TimeSpan moment) => Any(done => done.Key.Process == process && done.Value > moment);

    /// <summary>Whether any other process has written to a session, and began to after a moment.</summary>
    public bool HasWrittenSince(string id, TimeSpan moment, string except) =>
        Any(done => done.Key.Id == id && done.Key.IsWrite && done.Key.Process != except && done.Value > moment);

    private bool Any(Func<KeyValuePair<(string Process, string Id, bool IsWrite), TimeSpan>, bool> condition)
    {
        lock (_changing)
            return _lastDone.Any(condition);
    }
}
