using System.Collections.Concurrent;

namespace SessionOrleans.Mcp;

/// <summary>What each caller of this host wrote lately. Thread-safe.</summary>
internal sealed class CallerBudgets(SessionToolsOptions options, TimeProvider time)
{
    /// <summary>From how many on those are let go of who wrote nothing for a minute.</summary>
    private const int Many = 10_000;

    private readonly ConcurrentDictionary<string, WriteBudget> _budgets = new(StringComparer.Ordinal);
    private int _tidyAt = Many;

    /// <summary>What bounds an owner's sessions of a kind.</summary>
    public CallerLimits LimitsOf(string owner, string kind)
    {
        var isAnonymous = owner == CallersSessions.Anonymous;
        var quota = isAnonymous ? options.AnonymousQuota : options.UserQuota;
        if (!_budgets.TryGetValue(owner, out var budget))
        {
            Tidy();
            budget = _budgets.GetOrAdd(owner, _ => new(quota.BytesPerMinute, isAnonymous, time));
        }

        return new(owner, options.MaxValueBytes, quota.For(kind, options.BytesPerMinuteOfSession), budget);
    }

    /// <summary>Costs a look at each, and so is done only when their number has doubled since.</summary>
    private void Tidy()
    {
        var at = Volatile.Read(ref _tidyAt);
        if (_budgets.Count < at || Interlocked.CompareExchange(ref _tidyAt, int.MaxValue, at) != at)
            return;
        foreach (var (owner, budget) in _budgets)
        {
            if (budget.IsFull)
                _budgets.TryRemove(new(owner, budget));
        }

        Volatile.Write(ref _tidyAt, Math.Max(Many, 2 * _budgets.Count));
    }
}
