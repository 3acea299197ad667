namespace SessionOrleans.Hostile;

/// <summary>Ids that are none, and ids that try to reach others' keys.</summary>
internal static class IdAttacks
{
    private static readonly Func<ISessionStore, string, Task>[] Methods =
    [
        (store, id) => store.GetAsync<int>(id),
        (store, id) => store.GetInfoAsync(id),
        (store, id) => store.GetTimeToLiveAsync(id),
        (store, id) => store.SetAsync(id, 1),
        (store, id) => store.TrySetAsync(id, 1, WriteCondition.IfAbsent),
        (store, id) => store.GetOrCreateAsync(id, _ => ValueTask.FromResult(1)),
        (store, id) => store.UpdateAsync<int>(id, value => value + 1),
        (store, id) => store.ExtendAsync(id),
        (store, id) => store.RemoveAsync(id),
        (store, id) => store.TryLockAsync(id),
        (store, id) => store.LockAsync(id),
        (store, id) => store.ReleaseLockAsync(id, 1),
        (store, id) => store.Directory.BreakLockAsync(id, "why"),
        (store, id) => store.Directory.RemoveAsync(id, new("who", "why")),
    ];

    public static IEnumerable<Attack> All =>
    [
        new("client: an id that is null", target => Answers.RefusedAsync(() => target.Pick(Methods)(target.Store, null!), "'id'")),
        new("client: an id out of limits", target =>
        {
            var (id, named) = BadText.Id(target.Chance);
            return Answers.RefusedAsync(() => target.Pick(Methods)(target.Store, id), "A session id", named, "Hash or encode");
        }),
        new("client: an id that the store keeps for itself", target => Answers.RefusedAsync(
            () => target.Pick(Methods)(target.Store, $"~~{target.OwnId}"), "'~~'", "Choose another name")),
        new("client: an id of another session in disguise", DisguisedAsync),
    ];

    /// <summary>Ids that are allowed, and would be another's if keys were built carelessly. They are nobody's sessions.</summary>
    private static async Task DisguisedAsync(Target target)
    {
        var other = target.Any.Id;
        var prefix = "hostile:";
        string[] disguises =
        [
            $"{other}:", $":{other}", $"s:{other}", $"{prefix}s:{other}", $"%{other}", other.Replace("-", "%2D", StringComparison.Ordinal),
            $"{other}%00", $"{other}*",
            other[..^1] + "?", other[..^1] + "[0-9]", $"../{other}", $"x:{target.Chance.Next(256)}", $"{other}\\",
            other.ToUpperInvariant(), $"{other}/", $"{{{other}}}",
        ];
        var id = target.Pick(disguises);
        Assert.Null(await target.Store.GetInfoAsync(id));
        Assert.False(await target.Store.RemoveAsync(id));
    }
}
