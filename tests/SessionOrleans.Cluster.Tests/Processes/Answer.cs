namespace SessionOrleans.Cluster.Tests.Processes;

/// <summary>What a store process answers to one order. An exception is named in <see cref="Value"/> and told in <see
/// cref="Error"/>.</summary>
public sealed record Answer(int Number, string? Value, long Version, string? Error, double Milliseconds)
{
    public bool IsUnavailable => Error is not null && Value == "SessionStoreUnavailableException";
}
