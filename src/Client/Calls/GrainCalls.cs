using SessionOrleans.Expiry;
using SessionOrleans.Health;
using SessionOrleans.Hosting;
using SessionOrleans.Reading;
using SessionOrleans.Signals;

namespace SessionOrleans.Calls;

/// <summary>
/// Calls to grains that may be repeated, and are for a while. Writes are seen through by <see cref="SessionWriter"/>. Breached limits come
/// through as they are. Thread-safe.
/// </summary>
internal sealed class GrainCalls(IStoreConnection connection, TimeProvider timeProvider) : ISessionReader
{
    /// <summary>The application's clock: of leases and of waiting for locks.</summary>
    public TimeProvider Time => timeProvider;

    public SessionStoreStatus Status => connection.Status;

    /// <summary>Where calls wait for their turn.</summary>
    public CallGate Gate { get; } = new();

    private IGrainFactory Grains => connection.Grains;

    /// <summary>The plain read: a call to the session.</summary>
    public ValueTask<Reply> ReadAsync(ReadRequest request, CancellationToken cancellationToken) =>
        CallAsync(Operation.Read, "", request, static (calls, read) => calls.Session(read.Id).ReadNewer(read.Known), cancellationToken);

    /// <summary>Calls a session.</summary>
    public Task<TReply> SessionAsync<TArgument, TReply>(
        Operation operation,
        string id,
        TArgument argument,
        Func<ISessionGrain, TArgument, ValueTask<TReply>> call,
        CancellationToken cancellationToken) =>
        CallAsync(operation, id, (id, argument, call), static (calls, state) =>
            state.call(calls.Session(state.id), state.argument), cancellationToken).AsTask();

    /// <summary>Calls a shard of the index.</summary>
    public Task<TReply> ShardAsync<TArgument, TReply>(
        int shard, TArgument argument, Func<IExpiryGrain, TArgument, Task<TReply>> call, CancellationToken cancellationToken) =>
        CallAsync(Operation.Index, "", (shard, argument, call), static (calls, state) =>
            new ValueTask<TReply>(
                state.call(calls.Grains.GetGrain<IExpiryGrain>(state.shard), state.argument)), cancellationToken).AsTask();

    /// <summary>Calls a topic, or a session, about its signals: hearing one twice does no harm.</summary>
    public Task<SignalMark> SignalAsync<TSource, TArgument>(
        string name, TArgument argument, Func<TSource, TArgument, ValueTask<SignalMark>> call, CancellationToken cancellationToken)
        where TSource : ISignalSource =>
        CallAsync(Operation.Signal, "", (name, argument, call), static (calls, state) =>
            state.call(calls.Grains.GetGrain<TSource>(state.name), state.argument), cancellationToken).AsTask();

    /// <summary>Asks a silo how it is.</summary>
    public Task<HealthReply> HealthAsync(CancellationToken cancellationToken) =>
        CallAsync(Operation.Health, "", 0, static (calls, _) =>
            calls.Grains.GetGrain<IStoreHealthGrain>(0).Check(), cancellationToken).AsTask();

    /// <summary>The session's grain, as the connection knows it now.</summary>
    /// <exception cref="SessionStoreUnavailableException">There is no connection.</exception>
    public ISessionGrain Session(string id) => Grains.GetGrain<ISessionGrain>(id);

    /// <summary>An answer, waited for as long as it is worth it. Where the limit is infinite, the call's own ends it.</summary>
    public static ValueTask<TReply> Within<TReply>(ValueTask<TReply> answer, TimeSpan limit, CancellationToken cancellationToken) =>
        answer.IsCompletedSuccessfully || (limit == Timeout.InfiniteTimeSpan && !cancellationToken.CanBeCanceled)
            ? answer
            : new(answer.AsTask().WaitAsync(limit, cancellationToken));

    private async ValueTask<TReply> CallAsync<TState, TReply>(
        Operation operation, string id, TState state, Func<GrainCalls, TState, ValueTask<TReply>> call, CancellationToken cancellationToken)
    {
        using var span = operation.Name is null ? null : SessionTracing.Call(operation.Name, id);
        SessionTracing.KeepToOurselves();
        var place = await Gate.EnterAsync(operation, cancellationToken) ?? throw StoreErrors.TooManyUnderWay();
        var clock = RetryClock.Start();
        Exception? doubt = null;
        while (true)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                var limit = place is not null ? Timeout.InfiniteTimeSpan : clock.LeftOf(CallTimings.GiveUp);
                var reply = await Within(call(this, state), limit, cancellationToken);
                span.Complete();
                return reply;
            }
            catch (Exception trouble) when (!span.RecordException(trouble) && IsTrouble(trouble, cancellationToken))
            {
                switch (CallTroubles.Of(trouble))
                {
                    case CallTrouble.TurnedAway when doubt is null:
                        throw StoreErrors.TurnedAway(trouble);
                    case CallTrouble.InDoubt:
                        doubt = trouble;
                        break;
                }

                // Once a call is in doubt, that a later one was turned away does not mean that nothing was done.
                if (clock.IsOver(CallTimings.Patience))
                    throw StoreErrors.GaveUp(doubt ?? trouble);
            }
            finally
            {
                if (place is not null)
                    Gate.Leave(place);
                place = null;
            }

            await RetryClock.PauseAsync(cancellationToken);
        }
    }

    /// <summary>Whether an exception is a call's trouble, and not what its caller asked for.</summary>
    public static bool IsTrouble(Exception trouble, CancellationToken cancellationToken) =>
        !(trouble is OperationCanceledException && cancellationToken.IsCancellationRequested)
        && CallTroubles.Of(trouble) is not CallTrouble.None;
}
