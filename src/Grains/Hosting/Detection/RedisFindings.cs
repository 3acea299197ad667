namespace SessionOrleans.Hosting;

/// <summary>What a look at Redis brought: whether it can be used and, where it can, how it is set up.</summary>
internal sealed record RedisFindings(RedisProbeResult Result, RedisSettings? Settings)
{
    /// <summary>Where was looked, once everybody had been asked.</summary>
    public string Where { get; init; } = "";
}
