namespace SessionOrleans.Reading;

/// <summary>Asks for a value only where there is a newer one than this client has seen.</summary>
internal sealed class CachedReads(ReadCache cache, ISessionReader next) : ISessionReader
{
    public async ValueTask<Reply> ReadAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var cached = cache.Find(request.Id);
        var reply = await next.ReadAsync(request with { Known = cached?.Version ?? 0 }, cancellationToken);
        if (reply.Session is not { } session)
            return reply;
        if (session.Value is null)
            return reply with { Session = session with { Value = cached!.Value } };
        cache.Keep(request.Id, session);
        return reply;
    }
}
