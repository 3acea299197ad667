using System.Text;

namespace SessionOrleans.AspNetCore.Tests.Encryption;

/// <summary>Hears the last value of the session that ended.</summary>
internal sealed class LastValue : ISessionExpirationHandler
{
    private readonly TaskCompletionSource<string> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Told => _told.Task;

    public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken)
    {
        _told.TrySetResult(session.Value is { } value ? Encoding.UTF8.GetString(value.Span) : "");
        return Task.CompletedTask;
    }
}
