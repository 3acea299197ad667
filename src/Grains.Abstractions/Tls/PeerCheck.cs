using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Tls;

/// <summary>Decides on the certificates that peers show, and says why one was refused. Thread-safe.</summary>
internal sealed partial class PeerCheck(TlsFiles files, ILogger logger)
{
    public bool Accepts(X509Certificate2 certificate, X509Chain? presented, params string[] uses)
    {
        if (files.Current.Trusts(certificate, presented, uses, out var reason))
            return true;
        LogRefused(logger, certificate.Thumbprint, reason);
        return false;
    }

    [LoggerMessage(LogLevel.Warning,
        "A peer's certificate was refused ({Reason}); its thumbprint is {Thumbprint}. It must be issued by the authority of " +
        "SessionStoreOptions.Tls, for what the peer does: a silo's for server and client authentication, a client's for the latter.")]
    private static partial void LogRefused(ILogger logger, string thumbprint, string reason);
}
