using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SessionOrleans.Tls;

/// <summary>A process's certificate, and the authorities whose certificates it trusts. Immutable.</summary>
internal sealed class TlsCredentials
{
    /// <summary>Extended key usages: what a silo's certificate is for, and a client's.</summary>
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <inheritdoc cref="ServerAuthentication"/>
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _authorities;

    private TlsCredentials(X509Certificate2 certificate, X509Certificate2Collection authorities) =>
        (Certificate, _authorities) = (certificate, authorities);

    public X509Certificate2 Certificate { get; }

    /// <exception cref="ArgumentException">A file is missing or is not what it should be; the message names it and the fix.</exception>
    public static TlsCredentials Load(SessionTlsOptions options, string property)
    {
        var (certificate, key, authority) = (options.CertificatePath, options.KeyPath, options.AuthorityPath);
        if (string.IsNullOrWhiteSpace(certificate) || string.IsNullOrWhiteSpace(key) || string.IsNullOrWhiteSpace(authority))
            throw new ArgumentException("needs CertificatePath, KeyPath and AuthorityPath, all three.", property);
        foreach (var path in (string[])[certificate, key, authority])
        {
            if (!File.Exists(path))
                throw new ArgumentException($"names the file {path}, which is not there or cannot be read.", property);
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(authority);
            if (authorities.Count == 0)
                throw new CryptographicException($"{authority} holds no certificate.");
            using var read = X509Certificate2.CreateFromPemFile(certificate, key);

            // Where TLS is the platform's, a key that only lives in memory is not taken; one that was imported is.
            return new(X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null), authorities);
        }
        catch (Exception trouble) when (
            trouble is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"cannot be used: {trouble.Message} CertificatePath and KeyPath are a certificate and its private key, AuthorityPath the " +
                "certificate of who issued it; all PEM, the key not encrypted.",
                property, trouble);
        }
    }

    /// <summary>Whether one of the authorities issued the certificate for all of these uses; else why not.</summary>
    public bool Trusts(X509Certificate2 certificate, X509Chain? presented, IEnumerable<string> uses, out string reason)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        foreach (var use in uses)
            chain.ChainPolicy.ApplicationPolicy.Add(new(use));

        var trusted = chain.Build(certificate);
        reason = string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
        return trusted;
    }

    /// <summary>Whether a certificate may be used for this; one that names no uses may be used for all.</summary>
    public bool IsFor(string use) => Certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is not { } uses
        || uses.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == use);
}
