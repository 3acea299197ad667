using Orleans.Connections.Security;

namespace SessionOrleans.Tls;

/// <summary>Mutual TLS on a client's connections to silos.</summary>
internal static class ClientTls
{
    /// <exception cref="SessionStoreUnavailableException">The certificate is none for a client.</exception>
    public static void UseSessionTls(this IClientBuilder client, SessionTlsOptions? options, ILoggerFactory loggers)
    {
        if (options is null)
            return;
        var files = new TlsFiles(options, Check, loggers.CreateLogger<TlsFiles>());
        var peers = new PeerCheck(files, loggers.CreateLogger<PeerCheck>());
        client.UseTls(tls =>
        {
            tls.LocalCertificate = files.Current.Certificate;
            tls.LocalClientCertificateSelector = (_, _, _, _, _) => files.Current.Certificate;
            tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.RemoteCertificateValidation = (certificate, chain, _) =>
                peers.Accepts(certificate, chain, TlsCredentials.ServerAuthentication);
        });
    }

    private static void Check(TlsCredentials credentials)
    {
        if (!credentials.IsFor(TlsCredentials.ClientAuthentication))
            throw new SessionStoreUnavailableException(
                "The certificate of SessionStoreOptions.Tls is not for client authentication, so no silo would take it. Have one issued " +
                "with that extended key usage.") { RetryAfter = null };
    }
}
