using Orleans.Runtime;
using SessionOrleans.Calls;

namespace SessionOrleans.Tests.Rules;

public class CallTroubleTests
{
    /// <summary>A message for a silo that is known to be dead is not sent, and one that stops sends it back.</summary>
    [Fact]
    public void IsNotCarriedOut_RefusedForASiloThatIsGone_IsTrue() => Assert.True(CallTrouble.IsNotCarriedOut(new SiloUnavailableException()));

    /// <summary>A silo that is going sends calls on to others, and says this where it cannot.</summary>
    [Theory]
    [InlineData("Silo 'S10.0.0.7:11111:154288473' is shutting down.")]
    [InlineData("Cannot place grain 'session/a' because there are no compatible silos.")]
    public void IsNotCarriedOut_NoSiloCouldTakeIt_IsTrue(string message) => Assert.True(CallTrouble.IsNotCarriedOut(new SiloUnavailableException(message)));

    /// <summary>A call that had been sent when its silo died may have been carried out; sent again, it would be carried out twice.</summary>
    [Theory]
    [InlineData("The target silo became unavailable for message: Request [...]. See the documentation for troubleshooting help.")]
    [InlineData("The local Orleans host is shutting down and can no longer process the request: Request [...].")]
    public void IsNotCarriedOut_SentBeforeTheSiloDied_IsInDoubt(string message)
    {
        var trouble = new SiloUnavailableException(message);

        Assert.False(CallTrouble.IsNotCarriedOut(trouble));
        Assert.True(CallTrouble.IsInDoubt(trouble));
    }
}
