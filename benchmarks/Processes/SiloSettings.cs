using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SessionOrleans.Benchmarks.Bare;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>Where a silo listens and what it rests on, the same in the silo's process and in its client's.</summary>
internal sealed class SiloSettings : CommandSettings
{
    public const string Command = "silo";

    /// <summary>Whether it carries bare grains, and not a store.</summary>
    [CommandOption("--bare")] public bool IsBare { get; init; }
    [CommandOption("--silo-port <PORT>")] public int SiloPort { get; init; }
    [CommandOption("--gateway-port <PORT>")] public int GatewayPort { get; init; }
    [CommandOption("--redis <HOST-AND-PORT>")] public string Redis { get; init; } = "";
    [CommandOption("--prefix <PREFIX>")] public string Prefix { get; init; } = "";
    [CommandOption("--backend <BACKEND>")] public SessionBackend Backend { get; init; }

    public IEnumerable<string> ToArguments() =>
    [
        Command, "--silo-port", $"{SiloPort}", "--gateway-port", $"{GatewayPort}", "--redis", Redis,
        "--prefix", Prefix, "--backend", $"{Backend}", .. IsBare ? ["--bare"] : Array.Empty<string>(),
    ];

    public void AddSilo(HostApplicationBuilder builder, Action<ISiloBuilder>? configureSilo = null)
    {
        if (IsBare)
            BareSilo.Add(builder, SiloPort, GatewayPort, Redis);
        else
            builder.Services.AddSessionStore(ApplyTo, configureSilo);
    }

    public void AddClient(HostApplicationBuilder builder)
    {
        if (IsBare)
            BareSilo.AddClient(builder, GatewayPort);
        else
            builder.Services.AddSessionStoreClient(ApplyTo);
    }

    private void ApplyTo(SessionStoreOptions options)
    {
        options.Backend = Backend;
        options.RedisUrl = Backend is SessionBackend.Redis ? Redis : null;
        options.Prefix = Prefix;
        options.SiloPort = SiloPort;
        options.GatewayPort = GatewayPort;
        options.ClusterSecret = Backend is SessionBackend.Memory ? Prefix.PadRight(32, '-') : null;
    }
}
