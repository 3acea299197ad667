using Orleans.Runtime;

namespace SessionOrleans.Chaos.Breaking;

/// <summary>A silo that is told that it is out goes on for a while: longer than its calls take.</summary>
internal sealed class LateFatalErrors(IFatalErrorHandler handler) : IFatalErrorHandler
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    public bool IsUnexpected(Exception exception) => handler.IsUnexpected(exception);

    public void OnFatalException(object? sender, string? context, Exception? exception) => _ = PassOnAsync(sender, context, exception);

    private async Task PassOnAsync(object? sender, string? context, Exception? exception)
    {
        using var timer = new PeriodicTimer(Delay);
        await timer.WaitForNextTickAsync();
        handler.OnFatalException(sender, context, exception);
    }
}
