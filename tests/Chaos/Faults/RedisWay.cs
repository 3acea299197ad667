using System.Globalization;

namespace SessionOrleans.Chaos.Faults;

/// <summary>The way of one silo to all servers of Redis: a proxy for each, cut and mended together.</summary>
internal sealed class RedisWay(IEnumerable<int> ports) : IAsyncDisposable
{
    private readonly IReadOnlyList<(int Port, RedisProxy Proxy)> _proxies = [.. ports.Select(port => (port, new RedisProxy(port)))];

    public void Cut()
    {
        foreach (var (_, proxy) in _proxies)
            proxy.Cut();
    }

    public void Mend()
    {
        foreach (var (_, proxy) in _proxies)
            proxy.Mend();
    }

    /// <summary>As a worker is told: the port of a server, and of the proxy that leads there, and so on.</summary>
    public override string ToString() => string.Join(
        ',', _proxies.Select(way => string.Create(CultureInfo.InvariantCulture, $"{way.Port}={way.Proxy.Port}")));

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, proxy) in _proxies)
            await proxy.DisposeAsync();
    }
}
