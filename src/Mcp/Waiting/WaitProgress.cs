using System.Globalization;

namespace SessionOrleans.Mcp;

/// <summary>Tells a caller who asked for progress that its call is waiting, and for how long by now.</summary>
internal static class WaitProgress
{
    public const string ForLock = "the session's lock";

    /// <summary>An update waits for others' locks, or for a store that is slow to answer.</summary>
    public const string ForSession = "the session";

    /// <summary>Most waits are shorter, and nobody needs to hear of them.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static async Task<T> TellAsync<T>(Task<T> work, string what, CancellationToken cancellationToken)
    {
        if (!work.IsCompleted && ToolCall.Current is { ProgressToken: not null } call)
            await TellUntilAsync(work, call, what, cancellationToken).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    private static async Task TellUntilAsync(Task work, ToolCall call, string what, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        var begun = call.Time.GetTimestamp();
        try
        {
            for (var due = First; await Task.WhenAny(
                work, Task.Delay(due, call.Time, over.Token)).ConfigureAwait(false) != work; due = Interval)
            {
                var seconds = Math.Round(call.Time.GetElapsedTime(begun).TotalSeconds);
                await call.Server.NotifyProgressAsync(
                    call.ProgressToken!.Value, Waited(seconds, what), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // Who cannot be told, or gave up, is no reason for the work to fail. The work says so itself.
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Progress has to grow, and a tool that goes on to count from one must be able to: a second is a thousandth here.</summary>
    private static ProgressNotificationValue Waited(double seconds, string what) => new()
    {
        Progress = (float)(seconds / 1000),
        Message = string.Create(CultureInfo.InvariantCulture, $"Waiting for {what}, {seconds:0} s."),
    };
}
