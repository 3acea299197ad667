using SessionOrleans.Chaos.Faults;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class FaultPlanTests
{
    [Fact]
    public void From_OneSeed_IsTheSameEveryTime() =>
        Assert.Equal(FaultPlan.From(7, silos: 3).Take(50), FaultPlan.From(7, silos: 3).Take(50));

    [Fact]
    public void From_TwoSeeds_Differ() => Assert.NotEqual(FaultPlan.From(7, silos: 3).Take(50), FaultPlan.From(8, silos: 3).Take(50));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void From_AnySeed_HasEveryFaultOnEverySilo(bool hasReplicas)
    {
        var faults = FaultPlan.From(7, silos: 3, hasReplicas).Take(200).ToList();

        Assert.Equal(Enum.GetValues<FaultKind>(), faults.Select(fault => fault.Kind).Distinct().Order());
        Assert.Equal([0, 1, 2], faults.Select(fault => fault.Silo).Distinct().Order());
    }
}
