using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;

namespace SessionOrleans.Membership;

/// <summary>What a silo knows of a session's place without asking.</summary>
public sealed class LiveSiloDirectoryCacheTests
{
    private static readonly SiloAddress Here = At(1);
    private static readonly SiloAddress Other = At(2);
    private static readonly GrainType Sessions = GrainType.Create("session");
    private static readonly GrainId Session = GrainId.Create(Sessions, "one");

    [Theory]
    [InlineData(SiloStatus.Dead, true)]
    [InlineData(SiloStatus.Joining, false)]
    [InlineData(SiloStatus.Active, false)]
    [InlineData(SiloStatus.ShuttingDown, false)]
    [InlineData(SiloStatus.Stopping, false)]
    public void LookUp_SessionThatWasNotSeen_IsHereWhileNoOtherSiloLives(SiloStatus other, bool isHere)
    {
        var places = Places(new() { [Here] = SiloStatus.Active, [Other] = other });

        Assert.Equal(isHere, places.LookUp(Session, out var place, out _));
        Assert.Equal(isHere ? Here : null, place?.SiloAddress);
    }

    [Theory]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Dead)]
    public void LookUp_SiloThatIsNotActive_IsAsked(SiloStatus here) =>
        Assert.False(Places(new() { [Here] = here }).LookUp(Session, out _, out _));

    [Fact]
    public void LookUp_GrainThatIsNoSession_IsAsked() => Assert.False(
        Places(new() { [Here] = SiloStatus.Active }).LookUp(GrainId.Create("other", "one"), out _, out _));

    [Theory]
    [InlineData(SiloStatus.Active, true)]
    [InlineData(SiloStatus.ShuttingDown, false)]
    [InlineData(SiloStatus.Stopping, false)]
    public void LookUp_SessionSeenElsewhere_IsThereUntilThatSiloLeaves(SiloStatus other, bool isThere)
    {
        var places = Places(new() { [Here] = SiloStatus.Active, [Other] = other });
        places.AddOrUpdate(new() { GrainId = Session, SiloAddress = Other }, 1);

        Assert.Equal(isThere, places.LookUp(Session, out var place, out _));
        Assert.True(!isThere || Other.Equals(place!.SiloAddress));
    }

    private static LiveSiloDirectoryCache Places(Dictionary<SiloAddress, SiloStatus> members) => new(
        GrainDirectoryCacheFactory.CreateGrainDirectoryCache(new ServiceCollection().BuildServiceProvider(), new GrainDirectoryOptions()),
        new FixedMembers(members),
        Here,
        Sessions);

    private static SiloAddress At(int generation) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11_111), generation);
}
