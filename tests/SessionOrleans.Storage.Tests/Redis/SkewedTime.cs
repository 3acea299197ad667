namespace SessionOrleans.Storage.Redis;

/// <summary>A machine whose wall clock is years off.</summary>
internal sealed class SkewedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddYears(-7);
}
