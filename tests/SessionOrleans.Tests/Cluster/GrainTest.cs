using System.Text;

namespace SessionOrleans.Cluster;

/// <summary>Calls grains of a real cluster directly, as one does who skips the library.</summary>
public abstract class GrainTest(ClusterFixture fixture)
{
    protected ClusterFixture Fixture => fixture;

    private protected ISessionGrain NewSession() => Session($"grain-{Guid.NewGuid():N}");

    private protected ISessionGrain Session(string id) => fixture.Cluster.GrainFactory.GetGrain<ISessionGrain>(id);

    private protected static WriteRequest Value(string text, TimeSpan? timeToLive = null) => new()
    {
        Value = Encoding.UTF8.GetBytes(text),
        WriteId = Guid.NewGuid(),
        Lifetime = new(TimeSpan.FromHours(1), DefaultSliding: false, timeToLive),
    };

    private protected static string Text(Reply reply) => Encoding.UTF8.GetString(reply.Session!.Value!);

    private protected static LockRequest Attempt(int leaseSeconds = 30) =>
        new(Guid.NewGuid(), TimeSpan.FromSeconds(leaseSeconds), LockPurpose.Hold, Queue: true);
}
