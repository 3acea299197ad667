using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SessionOrleans.AspNetCore.SessionMessages;
using SessionOrleans.Mcp;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>
/// Streams of transport sessions that are open on this host: while one is, its session lives, and when the session is deleted, wherever
/// that was, the stream ends. It ends as well with its caller's sign-in, and after a while. Thread-safe.
/// </summary>
internal sealed partial class TransportSessionStreams(
    TransportSessions sessions, Outbox outbox, ISessionStore store, IOptions<SessionTransportOptions> options,
    IEnumerable<ISignInEnd> signIns, ILogger<TransportSessionStreams> logger, TimeProvider? time = null)
{
    private static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromMinutes(1);

    private readonly OwnSessions _store = new(store);

    /// <summary>Deletes a session, here and for all others.</summary>
    public async Task DeleteAsync(string sessionId, string key, CancellationToken cancellationToken)
    {
        await sessions.DeleteAsync(key, cancellationToken);
        await outbox.RemoveAsync(sessionId, cancellationToken);
    }

    /// <summary>Serves a stream for as long as its session lives.</summary>
    public async Task KeepAsync(HttpContext context, string key, RequestDelegate next)
    {
        using var news = new SemaphoreSlim(0);
        using var served = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var clock = time ?? TimeProvider.System;
        using var life = new CancellationTokenSource(
            StreamLife.Of(context.User, signIns, options.Value.MaxStreamLifetime, clock), clock);
        using var over = life.Token.Register(context.Abort);
        var listening = await ListenAsync(key, news, served.Token);
        var looking = LookAsync(context, key, news, served.Token);
        try
        {
            await next(context);
        }
        finally
        {
            // Whoever looks has to be done before the context is another request's.
            await served.CancelAsync();
            await looking;
            if (listening is not null)
                await listening.DisposeAsync();
        }
    }

    private async Task<IAsyncDisposable?> ListenAsync(string key, SemaphoreSlim news, CancellationToken served)
    {
        try
        {
            return await _store.ListenToSessionAsync(key, () => Release(news), served);
        }
        catch (SessionStoreException trouble)
        {
            LogNotLooked(trouble);
            return null;
        }
    }

    private static void Release(SemaphoreSlim news)
    {
        try
        {
            news.Release();
        }
        catch (ObjectDisposedException)
        {
            // It was on its way when the stream ended.
        }
    }

    /// <summary>Looks, on news and from time to time, whether the session is there, which also prolongs it.</summary>
    private async Task LookAsync(HttpContext context, string key, SemaphoreSlim news, CancellationToken served)
    {
        var often = sessions.IdleTimeout / 3;
        if (often <= TimeSpan.Zero || often > LookAtLeastEvery)
            often = LookAtLeastEvery;
        while (!served.IsCancellationRequested)
        {
            try
            {
                await news.WaitAsync(often, served);
                if (await sessions.FindAsync(key, served) is null)
                    context.Abort();
            }
            catch (OperationCanceledException)
            {
            }
            catch (Exception trouble)
            {
                LogNotLooked(trouble);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Whether the transport session of an open stream lives could not be seen; it is looked for again within a minute.")]
    private partial void LogNotLooked(Exception trouble);
}
