using System.Security.Cryptography;

namespace SessionOrleans.Hosting;

/// <summary>Opens a last value that was protected, on its way from the silo to the outer host's handler. One that does not open is
/// gone.</summary>
internal sealed class OpeningHandler(ISessionExpirationHandler handler, IValueProtector protector) : ISessionExpirationHandler
{
    public Task SessionEndedAsync(EndedSession session, CancellationToken cancellationToken) =>
        handler.SessionEndedAsync(session with { Value = Open(session) }, cancellationToken);

    private ReadOnlyMemory<byte>? Open(EndedSession session)
    {
        try
        {
            return session.Value is { } stored ? protector.Unprotect(session.Id, stored.ToArray()) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
