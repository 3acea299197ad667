using SessionOrleans.Chaos.Faults;

namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>A plan may make a fault of hardly any length, or of what is left of the run.</summary>
public sealed class FaultTimeTests
{
    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public async Task Pass_HardlyAnyTime_Returns(double milliseconds) => await FaultTime.PassAsync(
        TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None).WaitAsync(Until.Hang);
}
