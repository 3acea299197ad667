namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>The same program on a store that lacks a part: the checkers find what that part is there for.</summary>
[Trait("Category", "Chaos")]
[Collection(ChaosRuns.Name)]
public class BrokenStoreTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_WithoutFencing_FindsTwoHolders()
    {
        var (exitCode, report) = await ChaosProgram.RunAsync(output, "--without", "Fencing", "--clients", "1");

        Assert.Equal(1, exitCode);
        Assert.All(["lost", "double_grants", "token_regressions"], fault => Assert.NotEqual(0, report.Number(fault)));
    }

    [Fact]
    public async Task Run_WithoutCompareAndSet_FindsLostWrites()
    {
        var (exitCode, report) = await ChaosProgram.RunAsync(output, "--without", "CompareAndSet", "--clients", "1");

        Assert.Equal(1, exitCode);
        Assert.NotEqual(0, report.Number("lost"));
    }
}
