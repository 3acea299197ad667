using Orleans.Runtime;

namespace SessionOrleans.Benchmarks.Bare;

/// <summary>The grain as a tutorial has it: persistent state, written at every change.</summary>
internal sealed class BareGrain([PersistentState("bare", BareSilo.Storage)] IPersistentState<BareState> state) : Grain, IBareGrain
{
    public ValueTask<byte[]?> Get() => new(state.State.Value);

    public async ValueTask Set(byte[] value)
    {
        state.State.Value = value;
        await state.WriteStateAsync();
    }
}
