namespace SessionOrleans.Chaos.Workloads;

/// <summary>Does one thing after another to one session, until it is told to stop.</summary>
internal abstract class SessionLoop(string id, LoopContext context)
{
    protected string Id => id;

    protected ISessionStore Store => context.Store;

    protected Recorder Recorder => context.Recorder;

    protected LoopContext Context => context;

    public static SessionLoop For(string id, LoopContext context) => SessionIds.KindOf(id) switch
    {
        SessionKind.Counter => new CounterLoop(id, context),
        SessionKind.Lock => new LockLoop(id, context),
        SessionKind.Brief => new BriefLoop(id, context),
        _ => new RegisterLoop(id, context),
    };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(context.Pace);
        while (!cancellationToken.IsCancellationRequested)
        {
            await StepAsync(cancellationToken);
            if (!cancellationToken.IsCancellationRequested)
                await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Reads the session once more when all is over, again until the store answers.</summary>
    public async Task ReadFinallyAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(context.Pace);
        while (!(await ReadAsync(isFinal: true)).IsDone)
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    protected abstract Task StepAsync(CancellationToken cancellationToken);

    protected Task<Operation> ReadAsync(bool isFinal = false) => Recorder.DoAsync(
        new() { Kind = OperationKind.Read, Id = Id, IsFinal = isFinal },
        async read =>
            await Store.GetAsync<string>(Id) is { } session ? read with { Value = session.Value, Version = session.Version } : read);

    protected Task<Operation> WriteAsync(TimeSpan? timeToLive = null) => Recorder.DoAsync(
        new() { Kind = OperationKind.Write, Id = Id, Value = Recorder.NewValue(), TimeToLive = timeToLive },
        async write => write with { Version = await Store.SetAsync(Id, write.Value, new() { TimeToLive = timeToLive }) });

    // What is drawn decides what is done, and no secret.
#pragma warning disable CA5394
    protected static bool Chance(double probability) => Random.Shared.NextDouble() < probability;

    protected static TimeSpan Between(double least, double most) =>
        TimeSpan.FromSeconds(least + (Random.Shared.NextDouble() * (most - least)));
#pragma warning restore CA5394
}
