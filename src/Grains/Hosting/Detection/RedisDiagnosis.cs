using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using StackExchange.Redis;

namespace SessionOrleans.Hosting;

/// <summary>Finds out why no connection came about, where the client's exception does not say.</summary>
internal static class RedisDiagnosis
{
    /// <summary>Null where nothing was found that explains it.</summary>
    public static async Task<string?> ExplainAsync(
        Exception failure, ConfigurationOptions configuration, string where, TimeSpan timeout, TimeSpan limit,
        CancellationToken cancellationToken)
    {
        if (configuration.EndPoints.FirstOrDefault() is not { } endPoint || configuration.Tunnel is not null)
            return null;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        var (answer, line) = await RedisWire.AskAsync(endPoint, patience.Token);
        cancellationToken.ThrowIfCancellationRequested();
        var seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return (answer, configuration.Ssl) switch
        {
            (WireAnswer.HostUnknown, _) =>
                $"The host of {where} is unknown. Correct it in RedisUrl; in a container use the name of the service, on its network.",
            (WireAnswer.Refused, _) =>
                $"Nothing listens at {where}. Start Redis there (redis-server), or correct host and port in RedisUrl.",
            (WireAnswer.Unreachable, _) => $"There is no way to {where}. Correct the host in RedisUrl, or see to the network between.",
            (WireAnswer.NoConnection, _) =>
                $"No connection to {where} came about within {seconds} seconds. See that the host is up, and that no firewall or " +
                "security group stands between.",
            (WireAnswer.Silent, _) =>
                $"{where} accepts connections and did not answer within {seconds} seconds. See that Redis is not paused or overloaded " +
                "there, and that it is Redis.",
            (WireAnswer.Redis, true) =>
                $"{where} speaks Redis in the clear, and TLS was asked for. Write redis:// (or leave out ssl=true), or name the port " +
                "that has TLS (tls-port).",
            (WireAnswer.Tls, false) =>
                $"{where} speaks TLS, and was addressed in the clear. Write rediss:// (or ssl=true), or name the port without TLS.",
            (WireAnswer.Redis, false) => RedisRefusal.ExplainAnswer(line, where),
            (WireAnswer.Tls, true) => await ExplainTlsAsync(failure, endPoint, configuration, where, patience.Token),
            _ => $"What answers at {where} is no Redis. Correct host and port in RedisUrl; Redis itself is usually at 6379.",
        };
    }

    private static async Task<string?> ExplainTlsAsync(
        Exception failure, EndPoint endPoint, ConfigurationOptions configuration, string where, CancellationToken cancellationToken)
    {
        try
        {
            var host = configuration.SslHost ?? HostOf(endPoint);
            var (errors, answers) = await RedisWire.AskWithTlsAsync(endPoint, host, cancellationToken);
            if (!answers)
                return $"{where} ends connections without a client certificate (tls-auth-clients). " +
                    "Give one in ConfigureRedis: redis => redis.SetUserPemCertificate(\"client.crt\", \"client.key\").";
            // What the user trusts beyond this machine's store is not known here; whether the client refused to go on is.
            return errors is not SslPolicyErrors.None && IsRefusedByUs(failure)
                ? $"The certificate of {where} is not trusted: {Describe(errors, host)}"
                : null;
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private static bool IsRefusedByUs(Exception? failure) =>
        failure is not null && (failure is AuthenticationException || IsRefusedByUs(failure.InnerException));

    private static string Describe(SslPolicyErrors errors, string host) => errors switch
    {
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) =>
            "it shows none. Set tls-cert-file and tls-key-file in Redis.",
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) =>
            "its issuer is unknown here, or it has expired. Trust the issuer in ConfigureRedis: redis => redis.TrustIssuer(\"ca.crt\"), " +
            "or add it to the trust store of this machine.",
        _ => $"it was not issued for '{host}'. Use the name that it was issued for in RedisUrl, or set SslHost in ConfigureRedis.",
    };

    private static string HostOf(EndPoint endPoint) => endPoint switch
    {
        DnsEndPoint dns => dns.Host,
        IPEndPoint ip => ip.Address.ToString(),
        _ => "",
    };
}
