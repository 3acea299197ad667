using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.History;

namespace SessionOrleans.Cluster.Tests.Chaos;

public class AvailabilityTests
{
    [Fact]
    public void Longest_FailuresUntilASuccess_CountsFromTheFirstOnesBegin() =>
        Lasted(7, Calls.Read(0, 1, "a", 1), Calls.Read(2, 5, null, 0).Unavailable(), Calls.Write(6, 8, "b", 0)
            .InDoubt(), Calls.Read(8.5, 9, "a", 1));

    [Fact]
    public void Longest_SlowSuccess_Counts() => Lasted(4, Calls.Read(0, 1, "a", 1), Calls.Read(2, 6, "a", 1));

    [Fact]
    public void Longest_NeverServedAgain_CountsToTheEnd() =>
        Lasted(8, Calls.Read(0, 1, null, 0).Unavailable(), Calls.Read(7, 8, null, 0).Unavailable());

    [Fact]
    public void Longest_WaitingForALock_DoesNotCount() =>
        Lasted(1, Calls.Read(0, 1, "a", 1), Calls.Grant(1, 11, 1).Refused(), Calls.Read(11, 12, "a", 1));

    private static void Lasted(double seconds, params Operation[] operations) =>
        Assert.Equal(seconds, Availability.Longest(operations).Longest.TotalSeconds, precision: 3);
}
