namespace SessionOrleans.Mcp;

/// <summary>
/// How many of something callers may have on this host at once: each user, all anonymous callers together (who cannot be told apart), and
/// all together. Thread-safe.
/// </summary>
/// <param name="limits">The limits that hold now.</param>
internal sealed class CallerSlots(Func<SlotLimits> limits)
{
    private readonly Dictionary<string, int> _users = [];
    private readonly Lock _lock = new();
    private int _anonymous;
    private int _all;

    /// <summary>Takes a slot, which is given back by disposing it; null where a limit is reached.</summary>
    /// <param name="owner">The user; null: an anonymous caller.</param>
    /// <param name="reached">The limit that is reached.</param>
    public IDisposable? TryTake(string? owner, out SlotLimit reached)
    {
        var most = limits();
        lock (_lock)
        {
            var has = owner is null ? _anonymous : _users.GetValueOrDefault(owner);
            reached = has >= (owner is null ? most.Anonymous : most.PerUser) ? owner is null ? SlotLimit.Anonymous : SlotLimit.PerUser
                : _all >= most.All ? SlotLimit.All
                : SlotLimit.None;
            if (reached != SlotLimit.None)
                return null;
            Count(owner, 1);
            return new Slot(this, owner);
        }
    }

    private void Count(string? owner, int change)
    {
        _all += change;
        if (owner is null)
        {
            _anonymous += change;
            return;
        }

        var has = _users.GetValueOrDefault(owner) + change;
        if (has == 0)
            _users.Remove(owner);
        else
            _users[owner] = has;
    }

    private sealed class Slot(CallerSlots slots, string? owner) : IDisposable
    {
        private bool _given;

        public void Dispose()
        {
            lock (slots._lock)
            {
                if (_given)
                    return;
                _given = true;
                slots.Count(owner, -1);
            }
        }
    }
}
