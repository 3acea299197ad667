using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.History;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class RegisterCheckerTests
{
    [Fact]
    public void Check_EveryWriteThereOrOverwritten_FindsNothing() => Fine(
        Calls.Write(0, 1, "a", 1), Calls.Write(
            2, 3, "b", 2, expected: 1), Calls.Read(3, 4, "b", 2), Calls.Write(4, 5, "c", 3), Calls.Final("c", 3));

    [Fact]
    public void Check_AcknowledgedWriteGone_IsLost() => Lost(1, Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2), Calls.Final("a", 1));

    [Fact]
    public void Check_EverythingGone_IsLost() => Lost(2, Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2), Calls.Final(null, 0));

    [Fact]
    public void Check_OneOfTheLastReadsOlder_IsLost() =>
        Lost(1, Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2), Calls.Final("b", 2), Calls.Final("a", 1));

    [Fact]
    public void Check_NeverReadAgain_IsLost() => Lost(1, Calls.Write(0, 1, "a", 1));

    [Fact]
    public void Check_OverwrittenByOneInDoubt_FindsNothing()
    {
        Fine(Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2).InDoubt(), Calls.Final("b", 2));
        Fine(Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2).NeverAnswered(), Calls.Final("b", 2));
        Fine(Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2).InDoubt(), Calls.Final("a", 1));
    }

    [Fact]
    public void Check_RefusedWriteRead_IsFound()
    {
        Lost(1, Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2)
            .Refused(), Calls.Read(4, 5, "b", 2), Calls.Final("b", 2) with { Value = null });
        Lost(1, Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2)
            .Unavailable(), Calls.Read(4, 5, "b", 2), Calls.Final("b", 2) with { Value = null });
    }

    [Fact]
    public void Check_ReadWhatNobodyWrote_IsFound() => Lost(1, Calls.Write(0, 1, "a", 1), Calls.Read(2, 3, "x", 2), Calls.Final("a", 1));

    [Fact]
    public void Check_ReadBeforeItWasWritten_IsFound() => Lost(1, Calls.Read(0, 1, "a", 1), Calls.Write(2, 3, "a", 1), Calls.Final("a", 1));

    [Fact]
    public void Check_ReadAtAnotherVersionThanWritten_IsFound() =>
        Lost(1, Calls.Write(0, 9, "a", 3), Calls.Read(1, 2, "a", 1), Calls.Final("a", 3));

    [Fact]
    public void Check_WriteInDoubtReadAtTwoVersions_IsFound() =>
        Lost(1, Calls.Write(0, 1, "a", 0).InDoubt(), Calls.Read(1, 2, "a", 1), Calls.Write(2, 3, "b", 2), Calls.Final("a", 3));

    [Fact]
    public void Check_ConditionalWriteOverWhatItDidNotSee_IsLost() =>
        Lost(2, Calls.Write(0, 1, "a", 1), Calls.Write(2, 3, "b", 2), Calls.Write(3, 4, "c", 3), Calls.Write(
            2, 9, "d", 4, expected: 1), Calls.Final("d", 4));

    private static void Fine(params Operation[] operations) => Assert.Empty(RegisterChecker.Check(operations));

    private static void Lost(int count, params Operation[] operations) =>
        Assert.Equal(Enumerable.Repeat(Fault.Lost, count), RegisterChecker.Check(operations).Select(finding => finding.Fault));
}
