using System.Text.Json.Nodes;
using StackExchange.Redis;

namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>
/// The rows of killed processes in the membership table, made to look like those of another machine. Nobody here can tell then whether
/// their silos live, other than by watching them.
/// </summary>
public sealed class ForeignRow(IDatabase redis, RedisKey table, RedisValue name)
{
    private const int Active = 3;

    public static async Task<IReadOnlyList<ForeignRow>> MakeAsync(StoreCluster cluster, IConnectionMultiplexer redis)
    {
        RedisKey table = cluster.Prefix + "/members";
        var rows = new List<ForeignRow>();
        foreach (var entry in await redis.GetDatabase().HashGetAllAsync(table))
        {
            if (entry.Name == "Version")
                continue;
            var row = new ForeignRow(redis.GetDatabase(), table, entry.Name);
            await row.ChangeAsync(json => (json["HostName"], json["SiloName"]) = ("elsewhere", "another"));
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Leaves word that the silo is alive, as its heartbeat would.</summary>
    public Task LiveAsync() => ChangeAsync(json => json["IAmAliveTime"] = TimeProvider.System.GetUtcNow().UtcDateTime);

    public async Task<bool> IsActiveAsync() => (int)(await ReadAsync())["Status"]! == Active;

    private async Task ChangeAsync(Action<JsonNode> change)
    {
        var json = await ReadAsync();
        change(json);
        await redis.HashSetAsync(table, name, json.ToJsonString());
    }

    private async Task<JsonNode> ReadAsync() => JsonNode.Parse((await redis.HashGetAsync(table, name)).ToString())!;
}
