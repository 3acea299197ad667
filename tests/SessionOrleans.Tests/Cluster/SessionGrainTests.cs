namespace SessionOrleans.Cluster;

public sealed class SessionGrainTests(ClusterFixture fixture) : GrainTest(fixture), IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Write_SameWriteTwice_IsAppliedOnce()
    {
        var session = NewSession();
        var write = Value("a");
        var first = await session.Write(write);
        var second = await session.Write(write);
        Assert.Equal(first.Session!.Version, second.Session!.Version);
    }

    [Fact]
    public async Task Write_RepetitionOfAnOverwrittenWrite_AskedNever_IsNotApplied()
    {
        var session = NewSession();
        var write = Value("a");
        await session.Write(write);
        await session.Write(Value("b"));
        var reply = await session.Write(write with { Condition = ConditionKind.Never });
        Assert.Equal(Outcome.ConditionFailed, reply.Outcome);
        Assert.Equal("b", Text(await session.Read()));
    }

    [Fact]
    public async Task Read_AtTheDeadline_IsAbsentThoughNothingSweptIt()
    {
        var session = NewSession();
        await session.Write(Value("a", TimeSpan.FromSeconds(10)));
        Fixture.Time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Equal(Outcome.Done, (await session.Read()).Outcome);
        Fixture.Time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.Equal(Outcome.Absent, (await session.Read()).Outcome);
        Assert.Equal(Outcome.Absent, (await session.Extend(TimeSpan.FromHours(1))).Outcome);
    }

    [Fact]
    public async Task Read_SlidingSession_SavesAtMostOnceInHalfItsTimeToLive()
    {
        var session = NewSession();
        await session.Write(Value("a", TimeSpan.FromMinutes(60)) with { Lifetime = new(TimeSpan.FromHours(1), DefaultSliding: true) });
        var before = Fixture.Storage.Saves;
        for (var minute = 0; minute < 120; minute++)
        {
            Fixture.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(Outcome.Done, (await session.Read()).Outcome);
        }

        Assert.InRange(Fixture.Storage.Saves - before, 3, 4);
    }

    [Fact]
    public async Task Write_StorageFailedBeforeTheWork_IsDecidedOnceMore()
    {
        var session = NewSession();
        await session.Write(Value("a"));
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.ThrowThenNothing);
        Assert.Equal(Outcome.Done, (await session.Write(Value("b"))).Outcome);
        Assert.Equal("b", Text(await session.Read()));
    }

    [Fact]
    public async Task Write_StorageFailedBeforeTheWorkAndAfterIt_ChangesNothingAndTheNextWorks()
    {
        var session = NewSession();
        await session.Write(Value("a"));
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.ThrowThenNothing);
        Fixture.Storage.FailNextRead();
        Assert.Equal(Outcome.Unknown, (await session.Write(Value("b"))).Outcome);
        Assert.Equal("a", Text(await session.Read()));
        Assert.Equal(Outcome.Done, (await session.Write(Value("c"))).Outcome);
    }

    [Fact]
    public async Task Write_StorageFailedAfterTheWork_IsRecognisedWhenRepeated()
    {
        var session = NewSession();
        await session.Write(Value("a"));
        var write = Value("b");
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.WorkThenThrow);
        Assert.Equal(Outcome.Unknown, (await session.Write(write)).Outcome);
        var saves = Fixture.Storage.Saves;
        Assert.Equal(Outcome.Done, (await session.Write(write with { Condition = ConditionKind.Never })).Outcome);
        Assert.Equal(saves, Fixture.Storage.Saves);
        Assert.Equal("b", Text(await session.Read()));
    }

    [Fact]
    public async Task Read_AfterAFailedSave_IsUnavailableUntilReadAgain()
    {
        var session = NewSession();
        await session.Write(Value("a"));
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.WorkThenThrow);
        Fixture.Storage.FailNextRead();
        Assert.Equal(Outcome.Unknown, (await session.Write(Value("b"))).Outcome);
        Fixture.Storage.FailNextRead();
        Assert.Equal(Outcome.Unavailable, (await session.Read()).Outcome);
        Assert.Equal("b", Text(await session.Read()));
    }

    [Fact]
    public async Task Write_FirstIfAbsent_ExpectsNothingAndDoesNotReadFirst()
    {
        var (created, other) = (NewSession(), NewSession());
        Fixture.Storage.FailNextRead();
        Assert.Equal(Outcome.Done, (await created.Write(Value("a") with { Condition = ConditionKind.IfAbsent })).Outcome);
        Assert.Equal(Outcome.Unavailable, (await other.Read()).Outcome);
        Assert.Equal("a", Text(await created.Read()));
    }

    [Fact]
    public async Task Write_FirstIfAbsentWhereThereIsOne_IsRefusedWithIt()
    {
        var id = $"grain-{Guid.NewGuid():N}";
        var lifetime =
            new SessionLifetime(Fixture.Clock.Now, TimeSpan.FromHours(1), Sliding: false, CapAt: null, Fixture.Clock.Now.AddHours(1));
        await Fixture.Memory.SaveAsync(id, new() { Value = "there"u8.ToArray(), Lifetime = lifetime }, expectedVersion: 0);

        var refused = await Session(id).Write(Value("a") with { Condition = ConditionKind.IfAbsent });

        Assert.Equal((Outcome.ConditionFailed, "there"), (refused.Outcome, Text(refused)));
        Assert.Equal("there", Text(await Session(id).Read()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_FirstIfAbsentThatFailed_IsDecidedOnWhatIsStored(bool landed)
    {
        var session = NewSession();
        var write = Value("a") with { Condition = ConditionKind.IfAbsent };
        Fixture.Storage.FailNextSave(landed ? FaultyStorage.Fault.WorkThenThrow : FaultyStorage.Fault.ThrowThenNothing);
        Fixture.Storage.FailNextRead();
        Assert.Equal(Outcome.Unknown, (await session.Write(write)).Outcome);

        Assert.Equal(landed ? Outcome.Done : Outcome.Absent, (await session.Read()).Outcome);
        Assert.Equal(Outcome.Done, (await session.Write(write)).Outcome);
        Assert.Equal("a", Text(await session.Read()));
    }

    [Fact]
    public async Task Write_SomebodyElseWroteMeanwhile_DecidesAgainOnWhatIsStored()
    {
        var id = $"grain-{Guid.NewGuid():N}";
        var session = Session(id);
        var version = (await session.Write(Value("a"))).Session!.Version;
        var stored = await Fixture.Memory.ReadAsync(id);
        var other =
            await Fixture.Memory.SaveAsync(id, stored with { Value = [1], ValueVersion = 0, WriteId = Guid.NewGuid() }, stored.Version);
        var refused = await session.Write(Value("b") with { Condition = ConditionKind.IfVersion, ConditionVersion = version });
        Assert.Equal(Outcome.ConditionFailed, refused.Outcome);
        Assert.Equal(other!.ValueVersion, refused.Session!.Version);
    }

    [Fact]
    public async Task Write_RemovedBehindItsBack_CannotBringItBackByVersion()
    {
        var id = $"grain-{Guid.NewGuid():N}";
        var session = Session(id);
        var version = (await session.Write(Value("a"))).Session!.Version;
        await Fixture.Memory.RemoveAsync(id, (await Fixture.Memory.ReadAsync(id)).Version);
        var refused = await session.Write(Value("b") with { Condition = ConditionKind.IfVersion, ConditionVersion = version });
        Assert.Equal(Outcome.ConditionFailed, refused.Outcome);
        Assert.Equal(Outcome.Absent, (await session.Read()).Outcome);
    }

    [Fact]
    public async Task Read_StorageHoldsAnOlderStateThanSeen_RefusesItOnce()
    {
        var id = $"grain-{Guid.NewGuid():N}";
        var session = Session(id);
        await session.Write(Value("a"));
        var older = await Fixture.Memory.ReadAsync(id);
        await session.Write(Value("b"));
        Fixture.Storage.Replace(id, older);
        Fixture.Storage.FailNextSave(FaultyStorage.Fault.ThrowThenNothing);
        Fixture.Storage.FailNextRead();
        Assert.Equal(Outcome.Unknown, (await session.Write(Value("c"))).Outcome);
        Assert.Equal(Outcome.Unavailable, (await session.Read()).Outcome);
    }

    [Fact]
    public async Task Acquire_LockOfAnAbsentSessionLapsedAndLeftTheStorage_IsGrantedAgain()
    {
        var session = NewSession();
        await session.Acquire(Attempt(leaseSeconds: 1));
        Fixture.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(Outcome.Granted, (await session.Acquire(Attempt())).Outcome);
    }

    [Fact]
    public async Task Write_LimitsBreached_AreRefusedByTheGrainToo()
    {
        var session = NewSession();
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await session.Write(Value("a") with { Value = new byte[(1 << 20) + 1] }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await session.Write(Value("a", TimeSpan.Zero)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await session.Write(Value("a") with { Owner = "" }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await session.Write(Value("a") with { Value = null! }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await session.Extend(TimeSpan.FromSeconds(-3)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await session.Acquire(Attempt(leaseSeconds: 0)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await session.Acquire(Attempt(leaseSeconds: 601)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Session("not visible").Read());
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Session(new string('x', 257)).Write(Value("a")));
        Assert.Equal(Outcome.Absent, (await session.Read()).Outcome);
    }
}
