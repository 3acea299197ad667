using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SessionOrleans.Harness;

/// <summary>An authority that issues certificates for this machine, as files in a folder of its own.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("session-tls-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly DateTimeOffset _begin = TimeProvider.System.GetUtcNow().AddDays(-1);

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=SessionOrleans test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(_begin, _begin.AddDays(3));
        File.WriteAllText(AuthorityFile, _certificate.ExportCertificatePem());
    }

    public string AuthorityFile => Path.Combine(_folder.FullName, "authority.pem");

    /// <summary>A certificate for localhost, and for authentication as a server, a client or both.</summary>
    public (string Certificate, string Key) Issue(string name, bool server, bool client)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var uses = new OidCollection();
        if (server)
            uses.Add(new("1.3.6.1.5.5.7.3.1"));
        if (client)
            uses.Add(new("1.3.6.1.5.5.7.3.2"));
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, critical: false));
        using var certificate = request.Create(_certificate, _begin, _begin.AddDays(2), Guid.NewGuid().ToByteArray());

        var files = (Path.Combine(_folder.FullName, $"{name}.pem"), Path.Combine(_folder.FullName, $"{name}.key"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _folder.Delete(recursive: true);
    }
}
