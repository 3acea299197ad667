namespace SessionOrleans.Handshake;

/// <summary>The one rule for what proves that a process belongs, for silos as for clients.</summary>
internal static class ClusterProofs
{
    /// <param name="options">Final and valid.</param>
    /// <param name="isOnRedis">Whether the cluster rests on Redis; without, there is no place that all of it share.</param>
    /// <param name="isDevelopment">Whether this is a developer's machine.</param>
    public static ClusterProof Of(SessionStoreOptions options, bool isOnRedis, bool isDevelopment) => options switch
    {
        { Tls: not null } => ClusterProof.Certificate,
        { AllowUnauthenticatedCluster: true } => ClusterProof.Unauthenticated,
        { ClusterSecret: not null } => ClusterProof.ClusterSecret,
        _ when isOnRedis => ClusterProof.SecretInRedis,
        _ when isDevelopment => ClusterProof.ThisMachine,
        _ => ClusterProof.Missing,
    };

    /// <summary>In the line that every start has.</summary>
    public static string Describe(this ClusterProof proof) => proof switch
    {
        ClusterProof.Certificate => "certificate",
        ClusterProof.ClusterSecret => "ClusterSecret",
        ClusterProof.SecretInRedis => "secret in Redis",
        ClusterProof.Unauthenticated => "none (AllowUnauthenticatedCluster)",
        ClusterProof.ThisMachine => "none (Development, this machine only)",
        _ => "none",
    };
}
