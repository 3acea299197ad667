namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>Orders about locks. A lock is kept by its process under a name.</summary>
public static class Locks
{
    /// <summary>Waits for the lock and keeps it; answers its token, and the value that came with it.</summary>
    public static Task<Answer> HoldAsync(
        this StoreProcess store, string id, string name = "held", double? lease = null, double? wait = null, string? label = null) =>
        store.AskAsync(new { Do = "lock.hold", Id = id, Name = name, LeaseSeconds = lease, WaitSeconds = wait, Label = label });

    /// <summary>The token, or a failed test.</summary>
    public static async Task<long> HeldAsync(
        this StoreProcess store, string id, string name = "held", double? lease = null, double? wait = null) =>
        TokenOf(await store.HoldAsync(id, name, lease, wait));

    /// <summary>The same over an outage: who is told that the store is unavailable asks again.</summary>
    public static async Task<long> HeldInTheEndAsync(this StoreProcess store, string id, double? lease = null)
    {
        Answer? answer = null;
        await Until.TrueAsync(
            async () => !(answer = await store.HoldAsync(
                id, lease: lease, wait: 60)).IsUnavailable, TimeSpan.FromSeconds(80), "the store answers again");
        return TokenOf(answer!);
    }

    public static long TokenOf(Answer answer)
    {
        Assert.True(answer.Error is null, $"{answer}");
        return answer.Version;
    }

    public static Task<Answer> CancelAsync(this StoreProcess store, string name) => store.AskAsync(new { Do = "lock.cancel", Name = name });

    public static Task<Answer> SetHeldAsync(this StoreProcess store, string value, string name = "held") =>
        store.AskAsync(new { Do = "lock.set", Value = value, Name = name });

    public static Task<Answer> SetAndReleaseAsync(this StoreProcess store, string value, string name = "held") =>
        store.AskAsync(new { Do = "lock.set-and-release", Value = value, Name = name });

    public static Task<Answer> SetWithTokenAsync(this StoreProcess store, string id, string value, long token) =>
        store.AskAsync(new { Do = "lock.set-with-token", Id = id, Value = value, Token = token });

    public static Task<Answer> ReleaseAsync(this StoreProcess store, string name = "held") =>
        store.AskAsync(new { Do = "lock.release", Name = name });

    public static async Task<bool> IsLostAsync(this StoreProcess store, string name = "held") =>
        (await store.AskAsync(new { Do = "lock.lost", Name = name })).Value == bool.TrueString;

    /// <summary>When the lock was granted, in Redis' time.</summary>
    public static async Task<DateTimeOffset> SinceAsync(this StoreProcess store, string name = "held") =>
        DateTimeOffset.FromUnixTimeMilliseconds((await store.AskAsync(new { Do = "lock.since", Name = name })).Version);

    /// <summary>When the lock ends unless renewed, in Redis' time; 1970 when it cannot be told.</summary>
    public static async Task<DateTimeOffset> ExpiresAsync(this StoreProcess store, string id) =>
        DateTimeOffset.FromUnixTimeMilliseconds((await store.AskAsync(new { Do = "lock.info", Id = id })).Version);

    /// <summary>Until so many wait for the lock of a session.</summary>
    public static Task WaitedForAsync(this StoreProcess store, string id, int count, TimeSpan? within = null) => Until.TrueAsync(
        async () => (await store.AskAsync(new { Do = "waiting", Id = id })).Version == count,
        within ?? TimeSpan.FromSeconds(60),
        $"{count} wait for the lock");
}
