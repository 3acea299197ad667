using System.Collections.Concurrent;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace SessionOrleans.Redis;

/// <summary>Knows the login of its connections, and logs in anew on those that are up, as the libraries of clouds do.</summary>
internal sealed class TokenProvider(RenewedUser user) : DefaultOptionsProvider
{
    private readonly ConcurrentBag<ConnectionMultiplexer> _connections = [];

    public override string User => RenewedUser.Name;

    public override string Password => user.Token;

    /// <summary>Longer than a session store can wait: its own stay.</summary>
    public override TimeSpan SyncTimeout => TimeSpan.FromMinutes(1);

    public int Connections => _connections.Count;

    public override Task AfterConnectAsync(ConnectionMultiplexer multiplexer, Action<string> log)
    {
        _connections.Add(multiplexer);
        return Task.CompletedTask;
    }

    public async Task LogInAnewAsync()
    {
        foreach (var server in _connections.Where(connection => connection.IsConnected).SelectMany(connection => connection.GetServers()))
            await server.ExecuteAsync("AUTH", User, Password);
    }
}
