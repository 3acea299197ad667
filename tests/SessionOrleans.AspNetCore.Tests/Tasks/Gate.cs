using System.Collections.Concurrent;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Where tools and tests meet: a tool says that it is there, and goes on when the test says so.</summary>
public sealed class Gate
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = [];

    /// <summary>Waits for a signal.</summary>
    public Task WaitAsync(string signal, CancellationToken cancellationToken = default) =>
        Of(signal).Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);

    /// <summary>Whether a signal was given.</summary>
    public bool IsOpen(string signal) => Of(signal).Task.IsCompleted;

    /// <summary>Gives a signal.</summary>
    public void Open(string signal) => Of(signal).TrySetResult();

    private TaskCompletionSource Of(string signal) =>
        _signals.GetOrAdd(signal, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
