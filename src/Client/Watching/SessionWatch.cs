using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SessionOrleans.Hosting;
using SessionOrleans.Signals;

namespace SessionOrleans.Watching;

/// <summary>One watcher of one session: it listens, and reads on each sign of news.</summary>
/// <param name="id">The session.</param>
/// <param name="signals">Where it listens.</param>
/// <param name="read">Reads the session, as <see cref="ISessionStore.GetAsync{T}"/> does.</param>
internal sealed class SessionWatch<T>(string id, SessionSignals signals, Func<CancellationToken, Task<Session<T>?>> read)
{
    /// <summary>One sign of news is kept, however many came: who is slow reads once.</summary>
    private readonly Channel<bool> _news =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async IAsyncEnumerable<Session<T>?> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = signals.Stopping.Register(() => _news.Writer.TryComplete(new ObjectDisposedException(nameof(ISessionStore))));
        await using var listening = await signals.ListenToSessionAsync(id, () => _news.Writer.TryWrite(true), cancellationToken);
        var session = await read(cancellationToken);
        yield return session;

        var newest = session?.Version ?? 0;
        var isThere = session is not null;
        while (await _news.Reader.WaitToReadAsync(cancellationToken))
        {
            _news.Reader.TryRead(out _);
            session = await ReadAsync(cancellationToken);
            if (session is null ? !isThere : session.Version <= newest)
                continue;
            (newest, isThere) = (session?.Version ?? newest, session is not null);
            yield return session;
        }
    }

    /// <summary>Waits for a store that does not answer.</summary>
    private async Task<Session<T>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await read(cancellationToken);
            }
            catch (Exception trouble) when (
                trouble is SessionStoreUnavailableException or SessionStoreBusyException && !signals.Stopping.IsCancellationRequested)
            {
                await Task.Delay(CallTimings.WatchPause, cancellationToken);
            }
        }
    }
}
