using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SessionOrleans.AspNetCore.Tests.Encryption;

/// <summary>A certificate that data protection's keys are encrypted for.</summary>
internal static class KeyCertificate
{
    public static X509Certificate2 New()
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            now.AddDays(-1), now.AddDays(1));
    }
}
