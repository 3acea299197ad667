using Orleans.Runtime;

namespace StoreProcess;

/// <summary>Counts the sessions in memory, on the silo of the moment.</summary>
internal static class Activations
{
    private const string SessionGrain = "SessionOrleans.Sessions.SessionGrain";

    /// <summary>Set by each silo that starts; a silo that is built anew sets it again.</summary>
    public static (IGrainFactory Grains, SiloAddress Silo)? Current { get; set; }

    public static async Task<long> CountAsync()
    {
        var (grains, silo) = Current ?? throw new InvalidOperationException("No silo has started.");
        var statistics = await grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics(hostsIds: [silo]);
        return statistics.Count(grain => grain.GrainType.StartsWith(SessionGrain, StringComparison.Ordinal));
    }
}
