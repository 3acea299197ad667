namespace SessionOrleans.Performance.Tests.Instructions;

/// <summary>
/// What is done most takes no more instructions than it did, client, grain and storage together: the ceilings are about a tenth above what
/// was measured, where runs differ by a twentieth. Where a change makes a call cheaper, lower its ceiling with it. As ./test builds it:
/// a Debug build, compiled beforehand.
/// </summary>
[Trait("Category", "Instructions")]
public sealed class InstructionTests(CountedWork counted, ITestOutputHelper output) : IClassFixture<CountedWork>
{
    [Theory]
    [InlineData("get", 14_500)]
    [InlineData("set", 66_000)]
    [InlineData("create", 200_000)]
    [InlineData("update", 93_000)]
    [InlineData("lockedupdate", 140_000)]
    public void Operation_KilobyteOverMemory_TakesNoMoreInstructionsThanItDid(string kind, long ceiling)
    {
        var instructions = counted.PerOperation(kind);

        output.WriteLine($"{kind}: {instructions:N0} instructions; the ceiling is {ceiling:N0}.");
        Assert.InRange(instructions, 1_000, ceiling);
    }
}
