namespace SessionOrleans.Mcp.Tests.RequestStates;

public sealed class McpSealingKeysTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void With_NoneYet_TakesTheFreshOne() => Assert.Equal(1UL, SealingKeys.None.With(Key(1, Now)).ToSeal(Now)!.Id);

    [Fact]
    public void With_OneThatStillSeals_KeepsToIt()
    {
        var keys = SealingKeys.None.With(Key(1, Now)).With(Key(2, Now.AddDays(6)));

        Assert.Equal(1UL, Assert.Single(keys.Keys).Id);
    }

    [Fact]
    public void With_OneThatSealsNoMore_StillOpensWithIt()
    {
        var keys = SealingKeys.None.With(Key(1, Now)).With(Key(2, Now.AddDays(8)));

        Assert.Equal(2UL, keys.ToSeal(Now.AddDays(8))!.Id);
        Assert.NotNull(keys.ToOpen(1));
    }

    [Fact]
    public void With_OneThatOpensNothingAnyMore_DropsIt()
    {
        var keys = SealingKeys.None.With(Key(1, Now)).With(Key(2, Now.AddDays(15)));

        Assert.Null(keys.ToOpen(1));
        Assert.Equal(2UL, Assert.Single(keys.Keys).Id);
    }

    [Fact]
    public void Keys_OpenForLongerThanAnyStateLivesAfterTheyLastSealed()
    {
        var keys = SealingKeys.None.With(Key(1, Now));
        var last = Now.AddDays(7).AddTicks(-1);

        Assert.NotNull(keys.ToSeal(last));
        Assert.NotNull(keys.With(Key(2, last + SessionToolsOptionsValidator.MaxRequestStateTimeToLive)).ToOpen(1));
        Assert.True(SealingKeys.TimeToLive > TimeSpan.FromDays(7) + SessionToolsOptionsValidator.MaxRequestStateTimeToLive);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var keys = SealingKeys.Read(SealingKeys.None.With(Key(ulong.MaxValue, Now)).Write());

        Assert.Equal(Now, keys.ToOpen(ulong.MaxValue)!.CreatedAt);
        Assert.Equal(new byte[32], keys.ToOpen(ulong.MaxValue)!.Secret);
    }

    private static SealingKey Key(ulong id, DateTimeOffset createdAt) => new(id, new byte[32], createdAt);
}
