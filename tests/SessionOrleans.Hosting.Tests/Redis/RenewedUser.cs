using StackExchange.Redis;

namespace SessionOrleans.Redis;

/// <summary>A user of Redis with a token that is exchanged now and then, as a cloud's are: the one before is worth nothing then.</summary>
internal sealed class RenewedUser : IAsyncDisposable
{
    public const string Name = "sessions";

    private readonly ConnectionMultiplexer _operators;
    private volatile string _token = "";

    private RenewedUser(ConnectionMultiplexer operators) => _operators = operators;

    public string Token => _token;

    private IDatabase Database => _operators.GetDatabase();

    public static async Task<RenewedUser> OfAsync(RedisServer redis)
    {
        var user = new RenewedUser(await redis.ConnectAsync());
        await user.Database.ExecuteAsync("ACL", "SETUSER", Name, "on", "~*", "&*", "+@all", "-@admin", "-@dangerous", "+info");
        await user.RenewAsync();
        return user;
    }

    /// <summary>Gives it another token, and takes the one before away. Connections that are up stay up.</summary>
    public async Task RenewAsync()
    {
        var token = Guid.NewGuid().ToString("N");
        await Database.ExecuteAsync("ACL", "SETUSER", Name, "resetpass", $">{token}");
        _token = token;
    }

    /// <summary>Ends all of its connections, as a cloud does once the token of their login is over.</summary>
    public async Task<int> EndConnectionsAsync() => (int)await Database.ExecuteAsync("CLIENT", "KILL", "USER", Name);

    /// <summary>The numbers of its connections.</summary>
    public async Task<string[]> ConnectionsAsync() =>
    [
        .. (await Database.ExecuteAsync("CLIENT", "LIST")).ToString().Split('\n')
            .Where(line => line.Contains($"user={Name} ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal),
    ];

    public ValueTask DisposeAsync() => _operators.DisposeAsync();
}
