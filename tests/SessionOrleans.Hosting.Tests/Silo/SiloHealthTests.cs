using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SessionOrleans.Silo;

/// <summary>What health says of a silo whose storage goes and comes back.</summary>
public sealed class SiloHealthTests(WatchedSilo silo) : IClassFixture<WatchedSilo>
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Ready_RedisGoesAndComesBack_IsDegradedMeanwhile()
    {
        Assert.Equal("Healthy", await StatusAsync());

        await silo.Redis.KillAsync();
        await Until.TrueAsync(async () => await StatusAsync() == "Degraded", what: "degraded");
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri(silo.Health, "/health/live"))).StatusCode);

        await silo.Redis.StartAgainAsync();
        await Until.TrueAsync(async () => await StatusAsync() == "Healthy", what: "healthy again");
    }

    [Fact]
    public async Task Ready_RedisRefusesWrites_IsDegradedMeanwhile()
    {
        await using var operators = await silo.Redis.ConnectAsync();

        await operators.GetDatabase().ExecuteAsync("CONFIG", "SET", "min-replicas-to-write", "1");
        await Until.TrueAsync(async () => await StatusAsync() == "Degraded", what: "degraded");

        await operators.GetDatabase().ExecuteAsync("CONFIG", "SET", "min-replicas-to-write", "0");
        await Until.TrueAsync(async () => await StatusAsync() == "Healthy", what: "healthy again");
    }

    [Fact]
    public async Task Ready_RedisIsNearlyFull_IsDegradedUntilThereIsRoom()
    {
        await using var connection = await silo.Redis.ConnectAsync();
        Assert.Equal("Healthy", await StatusAsync());

        // In pieces: what is being sent counts as used, too.
        string[] fillers = [.. Enumerable.Range(0, 52).Select(i => $"filler:{i}")];
        foreach (var filler in fillers)
            await connection.GetDatabase().StringSetAsync(filler, new byte[300_000]);
        await Until.TrueAsync(async () => await StatusAsync() == "Degraded", what: "degraded");

        foreach (var filler in fillers)
            await connection.GetDatabase().KeyDeleteAsync(filler);
        await Until.TrueAsync(async () => await StatusAsync() == "Healthy", what: "healthy again");
    }

    /// <summary>Always in a body of 200: a silo that is taken out of rotation since Redis is away would help nobody.</summary>
    private async Task<string?> StatusAsync()
    {
        using var response = await Http.GetAsync(silo.Health);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();
    }
}
