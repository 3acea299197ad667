using SessionOrleans.Expiry;
using StackExchange.Redis;

namespace SessionOrleans.Mcp.Tests.Logs;

/// <summary>The logs of a whole run with faults, Orleans' lines and exceptions included.</summary>
public sealed class McpLogTests
{
    private const string Value = "VALUE-MARKER-5c2e";

    [Fact]
    public async Task Logs_OfARunWithFaults_HoldNoHandleNoValueAndNoPassword()
    {
        await using var deployment = await LoggedDeployment.StartAsync();
        var basket = await OpenBasketAsync(deployment);
        var errors = new List<Exception>();

        await RefuseAsync(deployment.Store, errors);
        await SpoilAsync(deployment, errors);

        await deployment.Redis.KillAsync();
        await Until.TrueAsync(async () => await AddAsync(deployment, basket) is false, TimeSpan.FromSeconds(30), "an add without Redis");
        errors.Add(await Assert.ThrowsAnyAsync<SessionStoreException>(() => deployment.Store.SetAsync("logged-away", Value)));
        await deployment.Redis.StartAgainAsync();
        await Until.TrueAsync(() => AddAsync(deployment, basket), TimeSpan.FromSeconds(30), "an add with Redis back");

        await deployment.KillSiloAsync();
        await Until.TrueAsync(() => AddAsync(deployment, basket), TimeSpan.FromSeconds(40), "an add without the silo");
        await deployment.CallAsync("check_out", ("basket", basket));

        var lines = deployment.Lines.Concat(errors.Select(error => $"{error}")).ToList();
        Assert.Contains(lines, line => line.Contains("The storage fails", StringComparison.Ordinal));

        // Orleans does name grain keys: that no handle is found is not for want of lines that would hold it.
        Assert.Contains(
            lines, line => line.Contains("Orleans.", StringComparison.Ordinal) && line.Contains("logged-", StringComparison.Ordinal));
        Assert.All((string[])[basket["basket_".Length..], Value, LoggedDeployment.Password], secret =>
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<string> OpenBasketAsync(LoggedDeployment deployment)
    {
        using var opened = JsonDocument.Parse((await deployment.CallAsync("create_basket")).Text());
        var basket = opened.RootElement.GetProperty("basket").GetString()!;
        Assert.True(await AddAsync(deployment, basket));
        return basket;
    }

    private static async Task<bool> AddAsync(LoggedDeployment deployment, string basket) =>
        (await deployment.CallAsync("add_item", ("basket", basket), ("sku", Value), ("quantity", 1))).IsError is not true;

    /// <summary>What is refused: a lock, a write without it, a value too large, a type that it is not.</summary>
    private static async Task RefuseAsync(ISessionStore store, List<Exception> errors)
    {
        await store.SetAsync("logged-1", Value);
        await using (await store.LockAsync("logged-1"))
        {
            Assert.Null(await store.TryLockAsync("logged-1"));
            errors.Add(await Assert.ThrowsAsync<SessionLockedException>(() => store.SetAsync("logged-1", Value + "again")));
            errors.Add(await Assert.ThrowsAsync<TimeoutException>(() => store.LockAsync("logged-1", wait: TimeSpan.FromMilliseconds(50))));
        }

        errors.Add(await Assert.ThrowsAsync<SessionValueException>(() => store.GetAsync<int>("logged-1")));
        errors.Add(await Assert.ThrowsAnyAsync<ArgumentException>(() => store.SetAsync("logged-2", Value + new string('x', 2 << 20))));
    }

    /// <summary>A record that is none, and one that holds no JSON.</summary>
    private static async Task SpoilAsync(LoggedDeployment deployment, List<Exception> errors)
    {
        await using var redis =
            await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{deployment.Redis.Port},password={LoggedDeployment.Password}");
        var key = $"logged:s:{{{ExpiryShards.Of("logged-bad"):x2}}}logged-bad";
        await redis.GetDatabase().StringSetAsync(key, $"{Value} is no record");
        errors.Add(await Assert.ThrowsAnyAsync<Exception>(() => deployment.Store.GetAsync<string>("logged-bad")));
        await deployment.Store.SetAsync("logged-raw", System.Text.Encoding.UTF8.GetBytes(Value));
        errors.Add(await Assert.ThrowsAsync<SessionValueException>(() => deployment.Store.GetAsync<Dictionary<string, int>>("logged-raw")));
    }
}
