namespace SessionOrleans.Handshake;

/// <summary>By what the processes of a cluster prove to each other that they belong.</summary>
internal enum ClusterProof
{
    /// <summary>Certificates: <see cref="SessionStoreOptions.Tls"/>.</summary>
    Certificate,

    /// <summary>The secret of the options.</summary>
    ClusterSecret,

    /// <summary>The secret that lies in Redis.</summary>
    SecretInRedis,

    /// <summary>Nothing: <see cref="SessionStoreOptions.AllowUnauthenticatedCluster"/>.</summary>
    Unauthenticated,

    /// <summary>Nothing, and nobody but this machine: memory, in Development.</summary>
    ThisMachine,

    /// <summary>There is nothing to prove it by, so nobody is let in.</summary>
    Missing,
}
