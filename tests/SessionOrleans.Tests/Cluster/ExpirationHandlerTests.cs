using System.Text;
using SessionOrleans.Expiry;

namespace SessionOrleans.Cluster;

public sealed class ExpirationHandlerTests(HandlerFixture fixture) : GrainTest(fixture), IClassFixture<HandlerFixture>
{
    [Fact]
    public async Task Handler_ExpiredSession_HearsOfItOnce()
    {
        var id = NewId();
        var written = await Session(id).Write(Value("last", TimeSpan.FromMinutes(1)) with { Owner = "ann" });
        var ended = await HearAsync(id, TimeSpan.FromMinutes(1));
        Assert.Equal((id, "ann", SessionEndReason.Expired, written.Session!.Version), (ended.Id, ended.Owner, ended.Reason, ended.Version));
        Assert.Equal("last", Encoding.UTF8.GetString(ended.Value!.Value.Span));
        Assert.Equal(written.Session.ExpiresAt, ended.EndedAt);
        await SweepAsync();
        Assert.Single(fixture.Handler.Heard, one => one.Id == id);
        Assert.Null((await fixture.Memory.PeekAsync([id]))[0]);
    }

    [Fact]
    public async Task Handler_CappedSession_HearsThatItWas()
    {
        var id = NewId();
        await Session(id).Write(
            Value("x") with { Lifetime = new(TimeSpan.FromHours(1), DefaultSliding: true, MaxLifetime: TimeSpan.FromMinutes(2)) });
        Assert.Equal(SessionEndReason.Capped, (await HearAsync(id, TimeSpan.FromMinutes(2))).Reason);
    }

    [Fact]
    public async Task Handler_RemovedSession_HearsOfItWithItsLastValue()
    {
        var id = NewId();
        await Session(id).Write(Value("last"));
        Assert.Equal(Outcome.Done, (await Session(id).Remove()).Outcome);
        Assert.Equal(Outcome.Absent, (await Session(id).Remove()).Outcome);
        Assert.Equal(Outcome.Absent, (await Session(id).Read()).Outcome);
        var ended = await HearAsync(id, TimeSpan.Zero);
        Assert.Equal((SessionEndReason.Removed, "last"), (ended.Reason, Encoding.UTF8.GetString(ended.Value!.Value.Span)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_SessionMadeAnewBeforeTheSweep_StillHearsOfTheOldOne(bool removed)
    {
        var id = NewId();
        await Session(id).Write(Value("old", TimeSpan.FromMinutes(1)));
        if (removed)
            await Session(id).Remove();
        else
            Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Outcome.Done, (await Session(id).Write(Value("new"))).Outcome);

        var ended = await HearAsync(id, TimeSpan.Zero);
        Assert.Equal("old", Encoding.UTF8.GetString(ended.Value!.Value.Span));
        Assert.Equal("new", Text(await Session(id).Read()));
    }

    [Fact]
    public async Task Handler_ThatFails_IsCalledAgainAfterAPauseAndDoesNotHoldUpTheOthers()
    {
        var (failing, other) = (NewId(), NewId());
        fixture.Handler.Fail(failing, times: 2);
        await Session(failing).Write(Value("x", TimeSpan.FromMinutes(1)));
        await Session(other).Write(Value("y", TimeSpan.FromMinutes(1)));
        await HearAsync(other, TimeSpan.FromMinutes(1));
        await Until.TrueAsync(async () =>
        {
            Fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await SweepAsync();
            return fixture.Handler.Heard.Any(one => one.Id == failing);
        });
        Assert.Equal(3, fixture.Handler.CallsFor(failing));
    }

    [Fact]
    public async Task HandlerThatAlwaysThrows_ForOneSession_IsGivenUpAfterTenAttempts()
    {
        var (failing, others) = (NewId(), new List<string>());
        fixture.Handler.Fail(failing, times: int.MaxValue);
        await Session(failing).Write(Value("x"));
        await Session(failing).Remove();
        for (var attempt = 1; attempt <= NoticeAttempts.Most; attempt++)
        {
            await Until.TrueAsync(async () =>
            {
                await SweepAsync();
                return fixture.Handler.CallsFor(failing) == attempt;
            });

            // Whatever the pause, the others are told.
            others.Add(NewId());
            await Session(others[^1]).Write(Value("y"));
            await Session(others[^1]).Remove();
            await HearAsync(others[^1], TimeSpan.Zero);
            Fixture.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Fixture.Time.Advance(TimeSpan.FromHours(1));
        var last = NewId();
        await Session(last).Write(Value("z"));
        await Session(last).Remove();
        await HearAsync(last, TimeSpan.Zero);
        Assert.Equal(NoticeAttempts.Most, fixture.Handler.CallsFor(failing));
        var longest = NoticeAttempts.AllPauses + (NoticeAttempts.Most * ExpirationNotices.Patience);
        Assert.InRange(longest, TimeSpan.FromMinutes(20), EndedSessionKeeping.ValueLife);
    }

    private static string NewId() => $"told-{Guid.NewGuid():N}";

    private async Task<EndedSession> HearAsync(string id, TimeSpan after)
    {
        Fixture.Time.Advance(after);
        await Until.TrueAsync(async () =>
        {
            await SweepAsync();
            return fixture.Handler.Heard.Any(one => one.Id == id);
        });
        return fixture.Handler.Heard.First(one => one.Id == id);
    }

    private Task SweepAsync() => Task.WhenAll(Enumerable.Range(0, ExpiryShards.Count)
        .Select(shard => Fixture.Cluster.GrainFactory.GetGrain<IExpiryGrain>(shard).Sweep()));
}
