using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>Where the server listens. Asked for by requests, so the server has started.</summary>
/// <param name="server">Null in a program that serves no HTTP.</param>
internal sealed class ListeningAddresses(IServer? server = null)
{
    private readonly Lazy<bool> _areLoopback = new(() =>
        server?.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses && addresses.All(IsLoopback));

    /// <summary>Whether only this machine can reach it.</summary>
    public bool AreLoopback => _areLoopback.Value;

    private static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
