using System.Globalization;
using System.Net;
using StackExchange.Redis.Configuration;

namespace SessionOrleans.Chaos.Processes;

/// <summary>Leads connections to servers through proxies: servers of a cluster and of a Sentinel are known by the addresses that they
/// announce, which are the same for all silos.</summary>
/// <param name="ways">As <see cref="Faults.RedisWay"/> writes them.</param>
internal sealed class ProxyTunnel(string ways) : Tunnel
{
    private readonly Dictionary<int, int> _ports =
        ways.Split(',').Select(way => way.Split('=')).ToDictionary(way => Number(way[0]), way => Number(way[1]));

    public override ValueTask<EndPoint?> GetSocketConnectEndpointAsync(EndPoint endpoint, CancellationToken cancellationToken) =>
        new(new IPEndPoint(IPAddress.Loopback, _ports[((IPEndPoint)endpoint).Port]));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
