namespace SessionOrleans.Benchmarks.Bare;

/// <summary>What a bare grain keeps.</summary>
[GenerateSerializer]
[Alias("SessionOrleans.Benchmarks.BareState")]
internal sealed class BareState
{
    [Id(0)] public byte[]? Value { get; set; }
}
