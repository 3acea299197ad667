namespace SessionOrleans.Tls;

/// <summary>An authority's certificates as options.</summary>
internal static class TestAuthorityExtensions
{
    /// <summary>The options of a process with a new certificate for authentication as a server, a client or both.</summary>
    public static SessionTlsOptions Options(this TestAuthority authority, string name, bool server, bool client)
    {
        var (certificate, key) = authority.Issue(name, server, client);
        return new() { CertificatePath = certificate, KeyPath = key, AuthorityPath = authority.AuthorityFile };
    }
}
