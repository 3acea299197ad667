using SessionOrleans.Sessions;

namespace SessionOrleans.Rules;

public sealed class SessionCopiesTests
{
    private readonly SessionCopies _copies = new();

    [Fact]
    public void Keep_OlderVersion_ChangesNothing()
    {
        _copies.Keep("a", Copy(version: 2, bytes: 10));
        _copies.Keep("a", Copy(version: 1, bytes: 20));
        Assert.Equal(2, _copies.Find("a")!.Version);
    }

    [Fact]
    public void Keep_NewerVersion_TakesItsPlace()
    {
        _copies.Keep("a", Copy(version: 1, bytes: 10));
        _copies.Keep("a", Copy(version: 2, bytes: 20));
        Assert.Equal(20, _copies.Find("a")!.Value!.Length);
    }

    [Fact]
    public void Keep_MoreThanTheLimit_ForgetsWhatWasNotUsed()
    {
        const int bytes = 64 * 1_024;
        for (var number = 0; number < 4 * SessionCopies.Limit / bytes; number++)
        {
            _copies.Keep($"{number}", Copy(version: 1, bytes));
            Assert.NotNull(_copies.Find("0"));
        }

        Assert.Null(_copies.Find("1"));
        var kept = Enumerable.Range(0, (int)(4 * SessionCopies.Limit / bytes)).Count(number => _copies.Find($"{number}") is not null);
        Assert.InRange(kept, 1, SessionCopies.Limit / bytes);
    }

    private static SessionSnapshot Copy(long version, int bytes) => new(version, DateTimeOffset.UnixEpoch, null, new byte[bytes]);
}
