using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using SessionOrleans.Embedded;
using SessionOrleans.Hosting;

namespace SessionOrleans.Membership;

/// <summary>Orleans' monitor of the cluster can take its own silo for dead, as when it joined slowly.</summary>
public sealed class SelfSuspicionTests
{
    [Fact]
    public async Task UpdateRow_OwnDeathWhileNotLeaving_IsRefusedAndTheSiloGoesOn()
    {
        await using var redis = await RedisServer.StartAsync();
        var options = new SessionStoreOptions { Backend = SessionBackend.Redis, RedisUrl = redis.Url };
        await using var link = new SiloLink(new(options, TimeProvider.System, NullLoggerFactory.Instance));
        await link.StartAsync(CancellationToken.None);
        var services = link.Silo.Silo!.Services;
        var table = services.GetRequiredService<IMembershipTable>();
        var self = services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        var lease = services.GetRequiredService<MembershipLeaseHolder>();
        await Until.TrueAsync(() => Task.FromResult(lease.IsCertain), what: "the silo knows that it is a member");

        var rows = await table.ReadAllAsync(CancellationToken.None);
        var (row, etag) = rows.TryGet(self)!;
        row.Status = SiloStatus.Dead;
        var updated = await table.UpdateRowAsync(row, etag, rows.Version.Next(), CancellationToken.None);

        Assert.False(updated);
        Assert.True(lease.IsCertain);
        Assert.Equal(SiloStatus.Active, (await table.ReadAllAsync(CancellationToken.None)).TryGet(self)!.Item1.Status);
    }
}
