using Orleans.Configuration;
using Orleans.Connections.Security;

namespace SessionOrleans.Tls;

/// <summary>Mutual TLS on a silo's connections: to other silos, from them, and from clients.</summary>
internal static class SiloTls
{
    private static readonly string[] Silo = [TlsCredentials.ServerAuthentication, TlsCredentials.ClientAuthentication];
    private static readonly string[] Server = [TlsCredentials.ServerAuthentication];
    private static readonly string[] Client = [TlsCredentials.ClientAuthentication];

    /// <exception cref="SessionStoreUnavailableException">The certificate is none for a silo.</exception>
    public static void UseSessionTls(this ISiloBuilder silo, SessionTlsOptions? options, ILoggerFactory loggers)
    {
        if (options is null)
            return;
        var files = new TlsFiles(options, Check, loggers.CreateLogger<TlsFiles>());
        var peers = new PeerCheck(files, loggers.CreateLogger<PeerCheck>());
        silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(connection => connection.UseServerTls(Tls(Silo)));
            connections.ConfigureGatewayInboundConnection(connection => connection.UseServerTls(Tls(Client)));
            connections.ConfigureSiloOutboundConnection(connection => connection.UseClientTls(Tls(Server)));
        });

        TlsOptions Tls(string[] uses) => new()
        {
            LocalCertificate = files.Current.Certificate,
            LocalServerCertificateSelector = (_, _) => files.Current.Certificate,
            LocalClientCertificateSelector = (_, _, _, _, _) => files.Current.Certificate,
            ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
            RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
            RemoteCertificateValidation = (certificate, chain, _) => peers.Accepts(certificate, chain, uses),
        };
    }

    private static void Check(TlsCredentials credentials)
    {
        if (!Silo.All(credentials.IsFor))
            throw new SessionStoreUnavailableException(
                "The certificate of SessionStoreOptions.Tls is not for a silo: that needs both extended key usages, server and client " +
                "authentication. Have one issued with both, or be a client.") { RetryAfter = null };
    }
}
