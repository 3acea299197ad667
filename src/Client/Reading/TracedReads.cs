namespace SessionOrleans.Reading;

/// <summary>Gives each read a span, while anybody listens.</summary>
internal sealed class TracedReads(ISessionReader next) : ISessionReader
{
    public ValueTask<Reply> ReadAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return SessionTracing.IsListenedTo ? TraceAsync(request, cancellationToken) : next.ReadAsync(request, cancellationToken);
    }

    private async ValueTask<Reply> TraceAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        using var span = SessionTracing.Call("read", request.Id);
        try
        {
            var reply = await next.ReadAsync(request, cancellationToken);
            span.Complete();
            return reply;
        }
        catch (Exception trouble) when (span.RecordException(trouble))
        {
            throw;
        }
    }
}
