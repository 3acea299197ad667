using System.Globalization;
using SessionOrleans.Chaos.Breaking;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Chaos.Processes;

/// <summary>What a worker process is told.</summary>
/// <param name="Name">What it calls itself.</param>
/// <param name="StoreRedis">Where its store finds Redis.</param>
/// <param name="OutsideRedis">Where the resource outside is.</param>
/// <param name="SiloPort">The port of its silo; null: it is a client.</param>
/// <param name="GatewayPort">The port for clients of its silo.</param>
/// <param name="IsLogging">Whether it logs to standard error.</param>
/// <param name="Defect">What is left out of its store.</param>
internal sealed record WorkerSettings(
    string Name, string StoreRedis, string OutsideRedis, int? SiloPort, int? GatewayPort, bool IsLogging, Defect Defect)
{
    /// <summary>The first argument of this program as a worker.</summary>
    public const string Mode = "worker";

    public static WorkerSettings Parse(Arguments arguments)
    {
        var settings = new WorkerSettings(
            arguments.Text("--name") ?? throw new UsageException("--name is missing."),
            arguments.Text("--store-redis") ?? throw new UsageException("--store-redis is missing."),
            arguments.Text("--outside-redis") ?? throw new UsageException("--outside-redis is missing."),
            arguments.Number("--silo-port", least: 1),
            arguments.Number("--gateway-port", least: 1),
            arguments.Flag("--logs"),
            arguments.Choice("--without", Defect.None));
        arguments.ThrowIfAnyIsLeft();
        return settings;
    }

    public IEnumerable<string> ToArguments()
    {
        yield return Mode;
        foreach (var argument in (string[])["--name", Name, "--store-redis", StoreRedis, "--outside-redis", OutsideRedis, "--without", Defect.ToString()])
            yield return argument;
        foreach (var (name, port) in ((string, int?)[])[("--silo-port", SiloPort), ("--gateway-port", GatewayPort)])
        {
            if (port is not { } number)
                continue;
            yield return name;
            yield return number.ToString(CultureInfo.InvariantCulture);
        }

        if (IsLogging)
            yield return "--logs";
    }
}
