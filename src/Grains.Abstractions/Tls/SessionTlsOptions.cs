namespace SessionOrleans;

/// <summary>
/// Mutual TLS between silos, and between clients and silos: each side shows a certificate, and trusts the other's if the authority issued
/// it. All silos and clients of a prefix have it, or none has. All three files are needed. Where they change, new connections use what is
/// in them then; while they cannot be used, what was read before stays in use.
/// </summary>
/// <remarks>
/// <para>The authority decides who belongs: use one for this cluster alone. Names in certificates are not compared, since silos are reached
/// by address. A certificate for server and client authentication makes a silo; one for client authentication only makes a client, which is
/// refused at the silos' own port. Revocation is not checked: let certificates be short-lived, and replace the files in time.</para>
/// <para>The connection to Redis has its own TLS: <c>rediss://</c> and <see cref="SessionStoreOptions.ConfigureRedis"/>.</para>
/// </remarks>
public sealed class SessionTlsOptions
{
    /// <summary>The file of this process's certificate, PEM. Default: null.</summary>
    /// <value>A PEM file.</value>
    public string? CertificatePath { get; set; }

    /// <summary>The file of its private key, PEM and not encrypted. Default: null.</summary>
    /// <value>A PEM file, not encrypted.</value>
    public string? KeyPath { get; set; }

    /// <summary>The file of the authority's certificate, PEM; several where one succeeds another, with intermediate ones if there are any.
    /// Default: null.</summary>
    /// <value>A PEM file.</value>
    public string? AuthorityPath { get; set; }
}
