using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SessionOrleans.Servers;

/// <summary>An authority and a server's certificate of it, for localhost, as files in a folder of their own.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("session-tls-");

    public TestCertificates()
    {
        var begin = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=SessionOrleans test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(begin, begin.AddDays(3));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        server.CertificateExtensions.Add(names.Build());
        using var certificate = server.Create(authority, begin, begin.AddDays(2), [1, 2, 3]);

        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string AuthorityFile => Path.Combine(_folder.FullName, "ca.crt");

    public string CertificateFile => Path.Combine(_folder.FullName, "redis.crt");

    public string KeyFile => Path.Combine(_folder.FullName, "redis.key");

    /// <summary>The arguments of a redis-server that has TLS at the port.</summary>
    public string[] ServerArguments(int port, bool askClients) =>
    [
        "--tls-port", $"{port}", "--tls-cert-file", CertificateFile, "--tls-key-file", KeyFile, "--tls-ca-cert-file", AuthorityFile,
        "--tls-auth-clients", askClients ? "yes" : "no",
    ];

    public void Dispose() => _folder.Delete(recursive: true);
}
