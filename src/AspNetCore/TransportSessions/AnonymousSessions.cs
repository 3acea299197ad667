using Microsoft.Extensions.Options;
using SessionOrleans.Mcp;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>
/// The transport sessions of anonymous callers that began on this host, so that they are no more than the limit. Whether one ended
/// elsewhere is asked only when the limit is reached, a few at a time. Thread-safe.
/// </summary>
internal sealed class AnonymousSessions(ISessionStore store, IOptions<SessionTransportOptions> options)
{
    private const int LookAtMost = 16;

    private readonly OwnSessions _store = new(store);
    private readonly Lock _lock = new();
    private readonly LinkedList<string> _keys = [];
    private readonly Dictionary<string, LinkedListNode<string>> _places = [];
    private int _beginning;
    private bool _looking;

    /// <summary>Whether one more may begin. If so, <see cref="Begun"/> has to follow.</summary>
    public async Task<bool> TryBeginAsync(CancellationToken cancellationToken)
    {
        List<string> oldest;
        lock (_lock)
        {
            if (TryReserve())
                return true;
            if (_looking)
                return false;
            _looking = true;
            oldest = [.. _keys.Take(LookAtMost)];
        }

        try
        {
            foreach (var key in oldest)
            {
                if (await _store.GetInfoAsync(key, cancellationToken) is { Exists: true })
                    Postpone(key);
                else
                    Ended(key);
            }
        }
        finally
        {
            lock (_lock)
                _looking = false;
        }

        lock (_lock)
            return TryReserve();
    }

    /// <summary>What became of a beginning.</summary>
    /// <param name="key">Where the session is kept; null: none began.</param>
    public void Begun(string? key)
    {
        lock (_lock)
        {
            _beginning--;
            if (key is not null)
                _places[key] = _keys.AddLast(key);
        }
    }

    public void Ended(string key)
    {
        lock (_lock)
        {
            if (_places.Remove(key, out var place))
                _keys.Remove(place);
        }
    }

    /// <summary>The next look is at others.</summary>
    private void Postpone(string key)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(key, out var place))
                return;
            _keys.Remove(place);
            _keys.AddLast(place);
        }
    }

    private bool TryReserve()
    {
        if (_keys.Count + _beginning >= options.Value.MaxAnonymousSessions)
            return false;
        _beginning++;
        return true;
    }
}
