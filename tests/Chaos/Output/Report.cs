using System.Text.Json;
using System.Text.Json.Serialization;
using SessionOrleans.Chaos.Checking;
using SessionOrleans.Chaos.CommandLine;
using SessionOrleans.Chaos.Faults;
using SessionOrleans.Chaos.Processes;
using SessionOrleans.Chaos.Soaking;

namespace SessionOrleans.Chaos.Output;

/// <summary>What came out of a run.</summary>
internal sealed record Report
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public int Seed { get; init; }

    /// <summary>Single, Cluster or Sentinel.</summary>
    public string Redis { get; init; } = "";

    /// <summary>How long faults were made.</summary>
    public double Seconds { get; init; }

    /// <summary>Changes that their callers were told are done.</summary>
    public int Acknowledged { get; init; }

    /// <summary>Changes of which their callers were told that nobody knows, or who were killed meanwhile.</summary>
    public int Unknown { get; init; }

    public int Lost { get; init; }

    public int DoubleGrants { get; init; }

    public int TokenRegressions { get; init; }

    public int StaleReads { get; init; }

    public int EarlyExpirations { get; init; }

    public int LateReads { get; init; }

    public int Kills { get; init; }

    public int Pauses { get; init; }

    public int Cuts { get; init; }

    public int RedisRestarts { get; init; }

    /// <summary>Restarts of Redis in which a replica took the primary's place.</summary>
    public int Failovers { get; init; }

    /// <summary>Failovers that were no fault of the program's, as on a machine that is too busy: what those lost is counted among the
    /// six, for nobody saw what it was.</summary>
    public int UnplannedFailovers { get; init; }

    /// <summary>Acknowledged changes that the promoted replica did not have: asynchronous replication loses them. Not of the six.</summary>
    public int LostByFailover { get; init; }

    public int Reads { get; init; }

    /// <summary>The longest that one client could not use one session.</summary>
    public long LongestUnavailableMs { get; init; }

    /// <summary>Of a soak: what became of memory, handles and threads.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Trend>? Soak { get; init; }

    [JsonIgnore]
    public bool IsClean => Lost + DoubleGrants + TokenRegressions + StaleReads + EarlyExpirations + LateReads == 0
        && Soak?.Any(trend => trend.IsGrowing) is not true;

    public static Report Of(
        ChaosSettings settings, TimeSpan time, FaultCounts counts, IReadOnlyList<Operation> operations, IReadOnlyList<Finding> findings)
    {
        int CountOf(Fault fault) => findings.Count(finding => finding.Fault == fault);
        return new()
        {
            Seed = settings.Seed,
            Redis = $"{settings.Redis}",
            Seconds = Math.Round(time.TotalSeconds, 1),
            Acknowledged =
                operations.Count(operation => operation is { IsWrite: true, IsDone: true } or { Kind: OperationKind.Grant, IsDone: true }),
            Unknown = operations.Count(operation => operation is { IsWrite: true, IsInDoubt: true }),
            Lost = CountOf(Fault.Lost),
            DoubleGrants = CountOf(Fault.DoubleGrant),
            TokenRegressions = CountOf(Fault.TokenRegression),
            StaleReads = CountOf(Fault.StaleRead),
            EarlyExpirations = CountOf(Fault.EarlyExpiration),
            LateReads = CountOf(Fault.LateRead),
            Kills = counts.Kills,
            Pauses = counts.Pauses,
            Cuts = counts.Cuts,
            RedisRestarts = counts.RedisRestarts,
            Reads = operations.Count(operation => operation is { Kind: OperationKind.Read, IsDone: true }),
            LongestUnavailableMs = (long)Availability.Longest(
                operations.Where(operation => ChaosCluster.IsClient(operation.Process))).Longest.TotalMilliseconds,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Snake);

    public string ToTable()
    {
        var fields = JsonSerializer.SerializeToElement(this with { Soak = null }, Snake).EnumerateObject();
        return string.Join('\n', [
            .. fields.Select(field => $"{field.Name,-24}{field.Value,12}"),
            .. (Soak ?? []).Select(trend =>
                $"{trend.Of,-8} {trend.What,-10}{trend.WarmedUp,12:0.0} to {trend.AtEnd,8:0.0}  {trend.ChangePercent,6:+0.0;-0.0;0.0} %"),
        ]);
    }
}
