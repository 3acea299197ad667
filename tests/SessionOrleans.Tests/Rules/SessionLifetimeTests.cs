using FsCheck;
using FsCheck.Fluent;

namespace SessionOrleans.Rules;

public sealed class SessionLifetimeTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LifetimeRequest Hour = new(TimeSpan.FromHours(1), DefaultSliding: false);
    private static readonly LifetimeRequest SlidingHour = new(TimeSpan.FromHours(1), DefaultSliding: true);

    [Fact]
    public void IsOver_AtTheDeadline_NotBefore()
    {
        var life = SessionLifetime.Begin(Now, Hour);
        Assert.False(life.IsOver(Now + TimeSpan.FromHours(1) - TimeSpan.FromTicks(1)));
        Assert.True(life.IsOver(Now + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Read_NotSliding_ChangesNothing()
    {
        var life = SessionLifetime.Begin(Now, Hour);
        Assert.Same(life, life.Read(Now + TimeSpan.FromMinutes(59)));
    }

    [Fact]
    public void Read_Sliding_RewritesOnlyWhenOvertaken()
    {
        var life = SessionLifetime.Begin(Now, SlidingHour);
        Assert.Same(life, life.Read(Now + TimeSpan.FromMinutes(30)));
        Assert.Equal(Now + TimeSpan.FromMinutes(31 + 90), life.Read(Now + TimeSpan.FromMinutes(31)).Deadline);
    }

    [Fact]
    public void Cap_Infinite_TakesItAway()
    {
        var capped = SessionLifetime.Begin(Now, Hour with { MaxLifetime = TimeSpan.FromMinutes(10) });
        Assert.Equal(Now + TimeSpan.FromMinutes(10), capped.Deadline);
        Assert.Equal(Now + TimeSpan.FromHours(1), capped.Write(Now, Hour with { MaxLifetime = Timeout.InfiniteTimeSpan }).Deadline);
    }

    [Fact]
    public void Infinite_WithCap_EndsAtTheCap()
    {
        var life = SessionLifetime.Begin(Now, Hour with { TimeToLive = Timeout.InfiniteTimeSpan, MaxLifetime = TimeSpan.FromDays(1) });
        Assert.Equal(Now + TimeSpan.FromDays(1), life.Deadline);
        Assert.Null(SessionLifetime.Begin(Now, Hour with { TimeToLive = Timeout.InfiniteTimeSpan }).Deadline);
    }

    /// <summary>
    /// G4 for any sequence of accesses: at least one time to live, at most one and a half, after the last; the cap is exact.
    /// </summary>
    [Fact]
    public void Accesses_AnySequence_KeepTheBounds() =>
        Prop.ForAll<NonNegativeInt[], bool, PositiveInt>((gaps, sliding, capMinutes) =>
        {
            var (now, cap) = (Now, Now + TimeSpan.FromMinutes(capMinutes.Get));
            var request = new LifetimeRequest(TimeSpan.FromHours(1), sliding, MaxLifetime: TimeSpan.FromMinutes(capMinutes.Get));
            var life = SessionLifetime.Begin(now, request);
            var (restarted, access) = (now, now);
            foreach (var gap in gaps)
            {
                now += TimeSpan.FromMinutes(gap.Get % 90);
                if (life.IsOver(now))
                    return life.Deadline == cap || life.Deadline >= (sliding ? access : restarted) + TimeSpan.FromHours(1);
                access = now;
                if (gap.Get % 3 == 0)
                    (life, restarted) = (life.Write(now, new(default, false)), now);
                else
                    life = life.Read(now);
                if (life.Deadline > cap || (life.Deadline < cap && life.Deadline > access + TimeSpan.FromHours(1.5)))
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reads_AnySequence_SaveAtMostOnceInHalfATimeToLive() =>
        Prop.ForAll<PositiveInt[]>(gaps =>
        {
            var (now, saves) = (Now, new List<DateTimeOffset> { Now });
            var life = SessionLifetime.Begin(now, SlidingHour);
            foreach (var gap in gaps)
            {
                now += TimeSpan.FromMinutes(gap.Get % 60);
                var next = life.Read(now);
                if (!ReferenceEquals(next, life))
                    saves.Add(now);
                life = next;
            }

            return saves.Zip(saves.Skip(1)).All(pair => pair.Second - pair.First >= TimeSpan.FromMinutes(30));
        }).QuickCheckThrowOnFailure();
}
