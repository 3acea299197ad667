using System.ComponentModel;
using System.Security.Cryptography;
using SessionOrleans.Chaos.Breaking;
using SessionOrleans.Chaos.Servers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace SessionOrleans.Chaos.CommandLine;

/// <summary>What is asked of a run.</summary>
internal sealed class ChaosSettings : CommandSettings
{
    private readonly int _drawn = RandomNumberGenerator.GetInt32(int.MaxValue);

    [CommandOption("--seconds <N>"), Description("How long faults are made."), DefaultValue(60)]
    public int Seconds { get; init; }

    [CommandOption("--minutes <N>")]
    [Description("A soak instead: so many minutes of faults, in which memory, handles and threads must not grow.")]
    public int Minutes { get; init; }

    [CommandOption("--seed <N>"), Description("Which faults, and to whom; printed, and drawn if it is not given.")]
    public int? GivenSeed { get; init; }

    [CommandOption("--clients <N>"), Description("Client processes beside the three silos."), DefaultValue(2)]
    public int Clients { get; init; }

    [CommandOption("--redis <KIND>"), Description("Single, Cluster or Sentinel."), DefaultValue(RedisKind.Single)]
    public RedisKind Redis { get; init; }

    [CommandOption("--json"), Description("One JSON object at the end, else a table.")]
    public bool IsJson { get; init; }

    [CommandOption("--logs <FOLDER>"), Description("Keeps the logs of the processes, and every operation, in a folder.")]
    public string? Logs { get; init; }

    [CommandOption("--takeover"), Description("One fault instead: the silo with every session stands still until others took over.")]
    public bool IsTakeover { get; init; }

    [CommandOption("--without <DEFECT>")]
    [Description("The same, on a store without Fencing, CompareAndSet or Trust."), DefaultValue(Defect.None)]
    public Defect Defect { get; init; }

    /// <summary>What decides which faults are made, and to whom.</summary>
    public int Seed => GivenSeed ?? _drawn;

    /// <summary>For how long faults are made.</summary>
    public TimeSpan Length => IsSoak ? TimeSpan.FromMinutes(Minutes) : TimeSpan.FromSeconds(Seconds);

    public bool IsSoak => Minutes > 0;

    public override ValidationResult Validate() =>
        Seconds < 1 ? ValidationResult.Error($"--seconds is 1 or above; {Seconds} is not.")
        : Minutes < 0 ? ValidationResult.Error($"--minutes is 1 or above; {Minutes} is not.")
        : Clients < 1 ? ValidationResult.Error($"--clients is 1 or above; {Clients} is not.")
        : Seed < 0 ? ValidationResult.Error($"--seed is 0 or above; {Seed} is not.")
        : ValidationResult.Success();
}
