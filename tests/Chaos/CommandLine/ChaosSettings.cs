using System.Security.Cryptography;
using SessionOrleans.Chaos.Breaking;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Chaos.CommandLine;

/// <summary>What is asked of a run.</summary>
/// <param name="Seconds">How long faults are made.</param>
/// <param name="Seed">What decides which faults, and to whom.</param>
/// <param name="IsJson">Whether the result is one JSON object.</param>
/// <param name="Clients">How many client processes there are beside the silos.</param>
/// <param name="Logs">A folder for the logs of the processes; null: they are not kept.</param>
/// <param name="IsTakeover">Whether one fault is made on purpose instead of many by the seed.</param>
/// <param name="Defect">What is left out of the store.</param>
internal sealed record ChaosSettings(int Seconds, int Seed, bool IsJson, int Clients, string? Logs, bool IsTakeover, Defect Defect)
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Chaos -- [--seconds 60] [--seed N] [--clients 2] [--json] [--logs FOLDER]
                                                                         [--takeover] [--without DEFECT]

          --seconds   how long faults are made
          --seed      which faults, and to whom; printed, and drawn if it is not given
          --clients   client processes beside the three silos
          --json      one JSON object at the end, else a table
          --logs      keeps the logs of the processes, and every operation, in a folder
          --takeover  one fault instead: the silo that has every session stands still until others took over, and goes on
          --without   the same on a store that lacks a part: Fencing, CompareAndSet or Trust
        """;

    /// <exception cref="UsageException">An option is wrong.</exception>
    public static ChaosSettings Parse(Arguments arguments)
    {
        var settings = new ChaosSettings(
            arguments.Number("--seconds", least: 1) ?? 60,
            arguments.Number("--seed", least: 0) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
            arguments.Flag("--json"),
            arguments.Number("--clients", least: 1) ?? 2,
            arguments.Text("--logs"),
            arguments.Flag("--takeover"),
            arguments.Choice("--without", Defect.None));
        arguments.ThrowIfAnyIsLeft();
        return settings;
    }
}
