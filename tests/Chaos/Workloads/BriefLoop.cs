namespace SessionOrleans.Chaos.Workloads;

/// <summary>Makes a session that ends after seconds, reads it until it does, and makes it anew; seldom, writes it while it lives.</summary>
internal sealed class BriefLoop(string id, LoopContext context) : SessionLoop(id, context)
{
    private bool _isThere;

    protected override async Task StepAsync(CancellationToken cancellationToken)
    {
        if (Chance(_isThere ? 0.01 : 0.2))
            await WriteAsync(Between(1, 5));
        else
            _isThere = (await ReadAsync()).Value is not null;
    }
}
