namespace SessionOrleans.Benchmarks.Growing;

/// <summary>What grows while all else stays.</summary>
internal enum Axis
{
    /// <summary>Callers at once.</summary>
    Workers,

    /// <summary>The size of a value.</summary>
    ValueBytes,

    /// <summary>How many sessions the calls are spread over.</summary>
    Sessions,

    /// <summary>Silos that carry them, on the same cores.</summary>
    Silos,
}
