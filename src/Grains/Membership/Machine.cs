using Orleans.Runtime;

namespace SessionOrleans.Membership;

/// <summary>
/// Tells whether a silo of the table runs where this one does, so that a port that refuses proves that it is gone. Address and host name
/// may be shared by containers; the network that the process sees is named too, in the silo's name.
/// </summary>
internal static class Machine
{
    private const string NetworkOnLinux = "/proc/self/ns/net";

    private static readonly string Network = OperatingSystem.IsLinux() && NetworkName() is { } name ? name : Environment.OSVersion.Platform.ToString();

    /// <summary>A name of its own for each silo, and the network in it.</summary>
    public static string NewSiloName() => $"{Guid.NewGuid():N}"[..12] + "@" + Network;

    public static bool IsHere(MembershipEntry entry, ILocalSiloDetails silo) =>
        entry.SiloAddress.Endpoint.Address.Equals(silo.SiloAddress.Endpoint.Address)
        && string.Equals(entry.HostName, silo.DnsHostName, StringComparison.OrdinalIgnoreCase)
        && entry.SiloName?.EndsWith("@" + Network, StringComparison.Ordinal) == true;

    private static string? NetworkName()
    {
        try
        {
            return File.ResolveLinkTarget(NetworkOnLinux, returnFinalTarget: false)?.Name;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
