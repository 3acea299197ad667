namespace SessionOrleans.Harness;

/// <summary>The secret of silos and clients of tests that have no Redis to keep one for them.</summary>
public static class ClusterSecret
{
    public const string Value = "the secret of a test's silos and clients";

    /// <summary>For a process.</summary>
    public static (string Name, string Value) Variable => ("SessionStore__ClusterSecret", Value);
}
