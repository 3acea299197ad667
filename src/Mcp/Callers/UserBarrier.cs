using System.Buffers.Binary;

namespace SessionOrleans.Mcp;

/// <summary>
/// Since when a user has to have signed in: a session for each user who was ever revoked, which does not expire. It is read with each call
/// of a signed-in user, from the session itself, so no host admits whom another has revoked.
/// </summary>
internal static class UserBarrier
{
    private static readonly SessionWriteOptions ForEver = new() { TimeToLive = Timeout.InfiniteTimeSpan };

    /// <summary>Lets a call's user in; returns the user's barrier, null where there is none.</summary>
    /// <exception cref="SessionUserException">The sign-in is from before the barrier, or does not say when it was made.</exception>
    public static async Task<DateTimeOffset?> AdmitAsync(ISessionStore store, SessionUser user, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous
            || await new OwnSessions(store).GetAsync(IdOf(user.Owner), cancellationToken).ConfigureAwait(false) is not { } stored)
            return null;
        var barrier = Read(stored.Value);
        var signedInAt = user.SignedInAt?.Value ?? throw SessionUserException.NoTime();
        return signedInAt < barrier ? throw SessionUserException.Revoked() : barrier;
    }

    /// <summary>From now on, what was signed in before is out. A barrier only rises.</summary>
    public static Task RaiseAsync(ISessionStore store, string owner, DateTimeOffset now, CancellationToken cancellationToken) =>
        new OwnSessions(store).UpdateAsync(
            IdOf(owner), stored => stored is not null && Read(stored) > now ? stored : Write(now), ForEver, cancellationToken);

    private static string IdOf(string owner) => ReservedIds.UserBarrier + owner;

    private static DateTimeOffset Read(byte[] stored) => new(BinaryPrimitives.ReadInt64BigEndian(stored), TimeSpan.Zero);

    private static byte[] Write(DateTimeOffset barrier)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, barrier.UtcTicks);
        return bytes;
    }
}
