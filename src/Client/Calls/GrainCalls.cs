using Orleans.Runtime;
using SessionOrleans.Expiry;
using SessionOrleans.Reading;
using SessionOrleans.Signals;

namespace SessionOrleans.Calls;

/// <summary>
/// Calls to grains, and what their failures mean: not carried out, so sent again for a while; or in doubt, which only the caller
/// can judge. Breached limits come through as they are. Thread-safe.
/// </summary>
internal sealed class GrainCalls(IStoreConnection connection, TimeProvider timeProvider) : ISessionReader
{
    /// <summary>No call is begun again after this long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The application's clock: of leases and of waiting for locks.</summary>
    public TimeProvider Time => timeProvider;

    /// <summary>When patience with a call begins. Real time: a clock that a test moves must not stop calls from being tried
    /// again.</summary>
    public static long Now() => TimeProvider.System.GetTimestamp();

    public SessionStoreStatus Status => connection.Status;

    private IGrainFactory Grains => connection.Grains;

    /// <summary>The plain read: a call to the session.</summary>
    public ValueTask<Reply> ReadAsync(ReadRequest request, CancellationToken cancellationToken) =>
        CallAsync(request, static (calls, read) => calls.Session(read.Id).ReadNewer(read.Known), cancellationToken);

    /// <summary>Writes a session once, and again only where the first call surely was not carried out.</summary>
    /// <exception cref="CallInDoubtException">It was sent and no answer came.</exception>
    /// <exception cref="SessionStoreBusyException">It was turned away; nothing was done.</exception>
    public ValueTask<Reply> WriteAsync(string id, WriteRequest request, CancellationToken cancellationToken) =>
        CallAsync((id, request), static (calls, write) => calls.Session(write.id).Write(write.request), cancellationToken, "write", id, repeats: false);

    /// <summary>Calls a session where repeating the call does no harm.</summary>
    /// <param name="operation">The call's name in traces.</param>
    /// <param name="id">The session.</param>
    /// <param name="argument">What the call takes.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<TReply> RepeatAsync<TArgument, TReply>(
        string operation, string id, TArgument argument, Func<ISessionGrain, TArgument, ValueTask<TReply>> call, CancellationToken cancellationToken) =>
        CallAsync((id, argument, call), static (calls, state) => state.call(calls.Session(state.id), state.argument), cancellationToken, operation, id).AsTask();

    /// <summary>Calls a shard of the index.</summary>
    public Task<TReply> ShardAsync<TArgument, TReply>(
        int shard, TArgument argument, Func<IExpiryGrain, TArgument, Task<TReply>> call, CancellationToken cancellationToken) =>
        CallAsync((shard, argument, call), static (calls, state) =>
            new ValueTask<TReply>(state.call(calls.Grains.GetGrain<IExpiryGrain>(state.shard), state.argument)), cancellationToken).AsTask();

    /// <summary>Calls a topic of signals, where hearing one twice does no harm.</summary>
    public Task<TReply> TopicAsync<TArgument, TReply>(
        string topic, TArgument argument, Func<ISignalGrain, TArgument, ValueTask<TReply>> call, CancellationToken cancellationToken) =>
        CallAsync((topic, argument, call), static (calls, state) =>
            state.call(calls.Grains.GetGrain<ISignalGrain>(state.topic), state.argument), cancellationToken).AsTask();

    /// <summary>Waits a moment before a call is begun again, or gives up.</summary>
    public async Task PauseOrThrow(long begun, Exception? trouble, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        if (TimeProvider.System.GetElapsedTime(begun) > (patience ?? Patience))
            throw StoreErrors.GaveUp(trouble);
        await Task.Delay(Pause, cancellationToken);
    }

    private ISessionGrain Session(string id) => Grains.GetGrain<ISessionGrain>(id);

    private async ValueTask<TReply> CallAsync<TState, TReply>(
        TState state, Func<GrainCalls, TState, ValueTask<TReply>> call, CancellationToken cancellationToken, string? operation = null, string id = "", bool repeats = true)
    {
        using var span = operation is null ? null : SessionTracing.Call(operation, id);
        SessionTracing.KeepToOurselves();
        var begun = Now();
        Exception? doubt = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var answer = call(this, state);
                var reply = answer.IsCompletedSuccessfully || !cancellationToken.CanBeCanceled
                    ? await answer
                    : await answer.AsTask().WaitAsync(cancellationToken);
                span.Complete();
                return reply;
            }
            catch (Exception trouble) when (span.RecordException(trouble) || (CallTrouble.IsTurnedAway(trouble) && doubt is null))
            {
                throw StoreErrors.TurnedAway(trouble);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception trouble) when (CallTrouble.IsNotCarriedOut(trouble) || CallTrouble.IsInDoubt(trouble))
            {
                // Once a call is in doubt, that a later one was turned away does not mean that nothing was done.
                if (!CallTrouble.IsNotCarriedOut(trouble) && !CallTrouble.IsTurnedAway(trouble))
                    doubt = repeats ? trouble : throw new CallInDoubtException(trouble);
                await PauseOrThrow(begun, doubt ?? trouble, cancellationToken);
            }
        }
    }
}
