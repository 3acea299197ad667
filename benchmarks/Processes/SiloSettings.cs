using System.Globalization;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>Where a silo listens and what it rests on, the same in the silo's process and in its client's.</summary>
/// <param name="SiloPort">Where silos speak to it.</param>
/// <param name="GatewayPort">Where clients speak to it.</param>
/// <param name="Redis">Host and port.</param>
/// <param name="Prefix">The store's prefix.</param>
/// <param name="Backend">What our side rests on.</param>
internal sealed record SiloSettings(int SiloPort, int GatewayPort, string Redis, string Prefix, SessionBackend Backend)
{
    public static SiloSettings Parse(Arguments arguments) => new(
        arguments.Number("--silo-port") ?? 0,
        arguments.Number("--gateway-port") ?? 0,
        arguments.Text("--redis") ?? throw new UsageException("--redis is missing."),
        arguments.Text("--prefix") ?? "",
        arguments.Choice("--backend", SessionBackend.Redis));

    public IEnumerable<string> ToArguments() =>
    [
        "--silo-port", SiloPort.ToString(CultureInfo.InvariantCulture), "--gateway-port", GatewayPort.ToString(CultureInfo.InvariantCulture),
        "--redis", Redis, "--prefix", Prefix, "--backend", Backend.ToString(),
    ];

    public void ApplyToSilo(SessionStoreOptions options)
    {
        ApplyToClient(options);
        options.SiloPort = SiloPort;
    }

    public void ApplyToClient(SessionStoreOptions options)
    {
        options.Backend = Backend;
        options.RedisUrl = Backend is SessionBackend.Redis ? Redis : null;
        options.Prefix = Prefix;
        options.GatewayPort = GatewayPort;
    }
}
