using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>Several sessions, asked for all together. A process that is alone when it sets them has all of them in memory.</summary>
public static class TestSessions
{
    public const int Count = 40;

    /// <summary>
    /// By when the sessions of a process that was killed are served by others. That takes two to nine seconds; where Orleans' own times
    /// are kept, thirty more, for which others ask a dead silo for its part of the directory.
    /// </summary>
    public static readonly TimeSpan TakenOver = TimeSpan.FromSeconds(25);

    public static IReadOnlyList<string> Ids { get; } =
        [.. Enumerable.Range(0, Count).Select(number => "s" + number.ToString(CultureInfo.InvariantCulture))];

    public static async Task SetAllAsync(this StoreProcess store, string value)
    {
        foreach (var answer in await Task.WhenAll(Ids.Select(id => store.SetAsync(id, value))))
            Assert.Null(answer.Error);
    }

    public static async Task<Answer[]> GetAllAsync(this StoreProcess store) => await Task.WhenAll(Ids.Select(store.GetAsync));

    /// <summary>How long it takes until every session is read and written again, with the value that it must have.</summary>
    public static async Task<TimeSpan> ServedAgainAsync(this StoreProcess store, string value)
    {
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Ids.Select(id => Until.TrueAsync(
            async () =>
            {
                var read = await store.GetAsync(id);
                if (read.Error is null)
                    Assert.Equal(value, read.Value);
                return read.Error is null && (await store.UpdateAsync(id, "")).Error is null;
            },
            what: $"session {id} is served again")));
        return Stopwatch.GetElapsedTime(begun);
    }
}
