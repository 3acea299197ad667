namespace SessionOrleans.Hosting;

/// <summary>The two listeners of a silo: one for other silos, one for clients.</summary>
internal readonly record struct SiloPorts(int Silo, int Gateway)
{
    private const int UsualSiloPort = 11_111;
    private const int UsualGatewayPort = 30_000;
    private const int Slots = 100;

    /// <summary>The pairs to try, in order: what is configured, and for what is not, the usual port and those after it.</summary>
    public static IEnumerable<SiloPorts> Candidates(SessionStoreOptions options)
    {
        var slots = options is { SiloPort: not null, GatewayPort: not null } ? 1 : Slots;
        for (var slot = 0; slot < slots; slot++)
        {
            var ports = new SiloPorts(options.SiloPort ?? UsualSiloPort + slot, options.GatewayPort ?? UsualGatewayPort + slot);
            if (ports.Silo != ports.Gateway)
                yield return ports;
        }
    }
}
