namespace SessionOrleans.Signals;

public sealed class SignalTopicTests
{
    private static readonly Guid Era = Guid.NewGuid();

    private readonly SignalTopic _topic = new();
    private readonly List<string?> _heard = [];

    public SignalTopicTests() => _topic.Add(_heard.Add);

    [Fact]
    public void Heard_OneAfterTheOther_TellsEach()
    {
        _topic.Stands(new(Era, 7));

        _topic.Heard(new(Era, 8), "a");
        _topic.Heard(new(Era, 9), null);
        _topic.Heard(new(Era, 10), "b");

        Assert.Equal(["a", null, "b"], _heard);
    }

    [Fact]
    public void Heard_WithAGap_SaysFirstThatSomethingWasMissed()
    {
        _topic.Stands(new(Era, 1));

        _topic.Heard(new(Era, 3), "c");

        Assert.Equal([null, "c"], _heard);
    }

    [Fact]
    public void Heard_BeforeTheTopicSaidWhereItStands_IsNoGap()
    {
        _topic.Heard(new(Era, 5), "e");
        _topic.Stands(new(Era, 5));

        Assert.Equal(["e"], _heard);
    }

    [Fact]
    public void Heard_LateOrTwice_IsNotTold()
    {
        _topic.Stands(new(Era, 1));
        _topic.Heard(new(Era, 3), "c");
        _heard.Clear();

        _topic.Heard(new(Era, 2), "b");
        _topic.Heard(new(Era, 3), "c");

        Assert.Empty(_heard);
    }

    [Fact]
    public void Stands_WhereItStood_SaysNothing()
    {
        _topic.Stands(new(Era, 1));
        _topic.Heard(new(Era, 2), "b");
        _heard.Clear();

        _topic.Stands(new(Era, 2));
        _topic.Stands(new(Era, 1));

        Assert.Empty(_heard);
    }

    [Fact]
    public void Stands_FurtherOn_SaysThatSomethingWasMissed()
    {
        _topic.Stands(new(Era, 1));
        _topic.Stands(new(Era, 2));

        Assert.Equal([null], _heard);
    }

    [Fact]
    public void Stands_InAnotherEra_SaysThatSomethingMayHaveBeenMissed()
    {
        _topic.Stands(new(Era, 100));
        _topic.Stands(new(Guid.NewGuid(), 0));

        Assert.Equal([null], _heard);
    }

    [Fact]
    public void Heard_ByOneWhoLeft_IsNotTold()
    {
        var others = new List<string?>();
        Action<string?> other = others.Add;
        _topic.Add(other);
        _topic.Stands(new(Era, 1));

        _topic.Heard(new(Era, 2), "b");
        _topic.Remove(other);
        _topic.Heard(new(Era, 3), "c");

        Assert.Equal(["b"], others);
        Assert.Equal(["b", "c"], _heard);
    }
}
