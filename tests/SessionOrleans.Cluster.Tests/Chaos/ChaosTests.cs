namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>A short run with one seed.</summary>
[Trait("Category", "Chaos")]
[Collection(ChaosRuns.Name)]
public class ChaosTests(ITestOutputHelper output)
{
    private static readonly string[] Faults =
        ["lost", "double_grants", "token_regressions", "stale_reads", "early_expirations", "late_reads"];

    [Fact]
    public async Task Run_SilosAndRedisKilledAndCutOff_NothingIsLostAndNothingGrantedTwice()
    {
        var (exitCode, report) = await ChaosProgram.RunAsync(output, "--seconds", "20", "--seed", "1");

        Assert.All(Faults, fault => Assert.Equal(0, report.Number(fault)));
        Assert.Equal(0, exitCode);
        Assert.True(report.Number("acknowledged") > 500, $"{report}");
        Assert.True(report.Number("kills") > 0, $"{report}");
    }

    /// <summary>Seeds that begin with a primary.</summary>
    [Theory]
    [InlineData("cluster", "205")]
    [InlineData("sentinel", "202")]
    public async Task Run_PrimariesKilled_NothingIsLostButWhatTheReplicaDidNotHave(string redis, string seed)
    {
        var (exitCode, report) = await ChaosProgram.RunAsync(output, "--redis", redis, "--seconds", "20", "--seed", seed);

        Assert.All(Faults, fault => Assert.Equal(0, report.Number(fault)));
        Assert.Equal(0, exitCode);
        Assert.True(report.Number("failovers") > 0, $"{report}");
        Assert.Equal(0, report.Number("unplanned_failovers"));
    }
}
