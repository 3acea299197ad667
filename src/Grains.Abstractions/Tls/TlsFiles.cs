using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Tls;

/// <summary>
/// The credentials in the files of <see cref="SessionTlsOptions"/>, read anew for a connection where a file has changed. Contents are
/// compared, not times: mounted secrets change behind links. Thread-safe.
/// </summary>
internal sealed partial class TlsFiles
{
    private readonly SessionTlsOptions _options;
    private readonly Action<TlsCredentials> _check;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private TlsCredentials _current;
    private string? _seen;

    /// <param name="options">Where the files are.</param>
    /// <param name="check">Throws where a certificate is not for what this process does.</param>
    /// <param name="logger">Where it is told that they changed.</param>
    /// <exception cref="ArgumentException">A file is missing or is not what it should be.</exception>
    public TlsFiles(SessionTlsOptions options, Action<TlsCredentials> check, ILogger logger)
    {
        (_options, _check, _logger) = (options, check, logger);
        _seen = Contents();
        _current = Load();
    }

    /// <summary>Those of the files as they are. While they cannot be used, such as between two writes, those from before.</summary>
    public TlsCredentials Current
    {
        get
        {
            var contents = Contents();
            lock (_lock)
            {
                if (contents == _seen)
                    return _current;
                _seen = contents;
                try
                {
                    _current = Load();
                    LogReloaded(_logger, _current.Certificate.Thumbprint, _current.Certificate.NotAfter.ToUniversalTime());
                }
                catch (Exception trouble) when (trouble is ArgumentException or SessionStoreUnavailableException)
                {
                    LogNotReloaded(_logger, trouble.Message);
                }

                return _current;
            }
        }
    }

    private TlsCredentials Load()
    {
        var credentials = TlsCredentials.Load(_options, nameof(SessionStoreOptions.Tls));
        _check(credentials);
        return credentials;
    }

    /// <summary>A hash of all three; null where one cannot be read.</summary>
    private string? Contents()
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var path in (string?[])[_options.CertificatePath, _options.KeyPath, _options.AuthorityPath])
                hash.AppendData(SHA256.HashData(File.ReadAllBytes(path!)));
            return Convert.ToHexString(hash.GetHashAndReset());
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information,
        "The files of SessionStoreOptions.Tls changed and were read anew: certificate {Thumbprint}, valid until {NotAfter:u}. New " +
        "connections use it.")]
    private static partial void LogReloaded(ILogger logger, string thumbprint, DateTime notAfter);

    [LoggerMessage(LogLevel.Warning,
        "The files of SessionStoreOptions.Tls changed and cannot be used, so what was read before stays in use: {Reason} They are read " +
        "again when they change.")]
    private static partial void LogNotReloaded(ILogger logger, string reason);
}
