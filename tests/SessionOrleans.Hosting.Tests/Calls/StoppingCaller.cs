using Orleans.Runtime;
using SessionOrleans.Sessions;

namespace SessionOrleans.Calls;

/// <summary>Calls a new session at each stage of its silo's stop.</summary>
internal sealed class StoppingCaller : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly int[] Stages =
    [
        ServiceLifecycleStage.RuntimeInitialize + 1, ServiceLifecycleStage.RuntimeServices, ServiceLifecycleStage.RuntimeGrainServices,
        ServiceLifecycleStage.BecomeActive - 1,
    ];

    public IGrainFactory Grains { get; set; } = null!;

    /// <summary>What was said while the silo could say something.</summary>
    public List<Exception> Refused { get; } = [];

    /// <summary>What was said at the end.</summary>
    public Exception? AfterTheRuntime { get; private set; }

    public void Participate(ISiloLifecycle lifecycle)
    {
        foreach (var stage in Stages)
            OnStop(lifecycle, stage, async () => Refused.Add(await CallAsync()));
        OnStop(lifecycle, ServiceLifecycleStage.RuntimeInitialize, async () => AfterTheRuntime = await CallAsync());
    }

    private static void OnStop(ISiloLifecycle lifecycle, int stage, Func<Task> stop) =>
        lifecycle.Subscribe(nameof(StoppingCaller), stage, _ => Task.CompletedTask, _ => stop());

    private Task<Exception> CallAsync() => Assert.ThrowsAnyAsync<Exception>(
        () => Grains.GetGrain<ISessionGrain>(Guid.NewGuid().ToString()).Read().AsTask().WaitAsync(Until.Hang));
}
