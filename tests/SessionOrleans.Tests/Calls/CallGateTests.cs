namespace SessionOrleans.Calls;

/// <summary>How many calls of a store are under way.</summary>
public sealed class CallGateTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly CallGate _gate = new();

    [Fact]
    public async Task Enter_Full_WaitsUntilOneLeaves()
    {
        var places = await FillAsync();
        var (first, second) = (EnterAsync(), EnterAsync());
        Assert.False(first.IsCompleted);

        _gate.Leave(places[0]);
        Assert.NotNull(await first.WaitAsync(Hang));
        Assert.False(second.IsCompleted);
        _gate.Leave(places[1]);
        Assert.NotNull(await second.WaitAsync(Hang));
    }

    [Fact]
    public async Task Enter_WithRoom_CostsNoObject()
    {
        Assert.Same(EnterAsync(), EnterAsync());
        await FillAsync(less: 2);
        Assert.Same(_gate.EnterAsync(Operation.Renew, CancellationToken.None), _gate.EnterAsync(Operation.Renew, CancellationToken.None));
    }

    [Fact]
    public async Task Enter_CancelledWhileWaiting_LeavesItsTurnToTheNext()
    {
        var places = await FillAsync();
        using var cancellation = new CancellationTokenSource();
        var (gone, next) = (_gate.EnterAsync(Operation.Write, cancellation.Token), EnterAsync());
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        _gate.Leave(places[0]);
        Assert.NotNull(await next.WaitAsync(Hang));
    }

    /// <summary>A silo that stands still does not hold up calls to others.</summary>
    [Fact]
    public async Task HeldUpByAStalledSilo_FullOfCallsThatAreNotAnswered_LetsOthersIn()
    {
        var places = await FillAsync();
        Assert.NotNull(await EnterAsync().WaitAsync(Hang));

        // That they are answered after all makes no more room than there is.
        foreach (var place in places)
            _gate.Leave(place);
        await FillAsync(less: 1);
        Assert.False(EnterAsync().IsCompleted);
    }

    [Fact]
    public async Task Enter_AboutAHeldLock_NeverWaits()
    {
        await FillAsync();
        foreach (var operation in new[] { Operation.Renew, Operation.Release, Operation.Wait, Operation.AcquireInLine,
            Operation.WriteUnderLock })
            Assert.True(_gate.EnterAsync(operation, CancellationToken.None).IsCompleted);
    }

    private Task<CallPlace?> EnterAsync() => _gate.EnterAsync(Operation.Write, CancellationToken.None);

    private async Task<List<CallPlace>> FillAsync(int less = 0)
    {
        var places = new List<CallPlace>();
        for (var call = 0; call < SessionLimits.MaxCallsUnderWay - less; call++)
            places.Add((await EnterAsync().WaitAsync(Hang))!);
        return places;
    }
}
