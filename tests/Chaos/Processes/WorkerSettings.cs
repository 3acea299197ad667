using SessionOrleans.Chaos.Breaking;
using Spectre.Console.Cli;

namespace SessionOrleans.Chaos.Processes;

/// <summary>What a worker process is told.</summary>
internal sealed class WorkerSettings : CommandSettings
{
    public const string Command = "worker";

    /// <summary>What it calls itself.</summary>
    [CommandOption("--name <NAME>", isRequired: true)]
    public string Name { get; init; } = "";

    /// <summary>Where its store finds Redis.</summary>
    [CommandOption("--store-redis <URL>", isRequired: true)]
    public string StoreRedis { get; init; } = "";

    /// <summary>The proxies that it reaches Redis through; null: it reaches it itself.</summary>
    [CommandOption("--way <PORT=PORT,...>")]
    public string? Way { get; init; }

    /// <summary>Where the resource outside is.</summary>
    [CommandOption("--outside-redis <HOST-AND-PORT>", isRequired: true)]
    public string OutsideRedis { get; init; } = "";

    /// <summary>The port of its silo; null: it is a client.</summary>
    [CommandOption("--silo-port <PORT>")]
    public int? SiloPort { get; init; }

    /// <summary>The port for clients of its silo.</summary>
    [CommandOption("--gateway-port <PORT>")]
    public int? GatewayPort { get; init; }

    /// <summary>Whether it logs to standard error.</summary>
    [CommandOption("--logs")]
    public bool IsLogging { get; init; }

    /// <summary>What is left out of its store.</summary>
    [CommandOption("--without <DEFECT>")]
    public Defect Defect { get; init; }

    public IEnumerable<string> ToArguments() =>
    [
        Command, "--name", Name, "--store-redis", StoreRedis, "--outside-redis", OutsideRedis, "--without", $"{Defect}",
        .. Way is null ? [] : (string[])["--way", Way],
        .. SiloPort is null ? [] : (string[])["--silo-port", $"{SiloPort}", "--gateway-port", $"{GatewayPort}"],
        .. IsLogging ? (string[])["--logs"] : [],
    ];
}
