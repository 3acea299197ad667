namespace SessionOrleans.Performance.Tests.Allocation;

/// <summary>The measure itself: it would not hold anything if it saw nothing.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class AllocatedTests
{
    private static byte[] _kept = [];

    [Fact]
    public async Task PerOperation_KilobyteOnAnotherThread_IsSeenToTheByte()
    {
        var nothing = await Allocated.PerOperationAsync(_ => Task.Run(Keep(0)));
        var kilobyte = await Allocated.PerOperationAsync(_ => Task.Run(Keep(1_024)));

        Assert.InRange(kilobyte - nothing, 1_024 - 16, 1_024 + 16);
    }

    private static Action Keep(int bytes) => () => _kept = new byte[bytes];
}
