using Orleans.Runtime;

namespace StoreProcess;

/// <summary>Tells which silo there is to count in.</summary>
internal sealed class ActivationsOfSilo(IGrainFactory grains, ILocalSiloDetails silo) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ActivationsOfSilo), ServiceLifecycleStage.Active, _ =>
        {
            Activations.Current = (grains, silo.SiloAddress);
            return Task.CompletedTask;
        });
}
