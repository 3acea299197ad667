using SessionOrleans.Silo;

namespace SessionOrleans.Tls;

/// <summary>A silo process with TLS by configuration, and an authority that is its own.</summary>
public sealed class SecureSilo : IAsyncLifetime
{
    private SiloProcess _silo = null!;

    public TestAuthority Authority { get; } = new();

    public TestAuthority Foreign { get; } = new();

    /// <summary>What it rests on; null for memory, where no other silo is let in.</summary>
    public string? RedisUrl { get; init; }

    public int SiloPort => _silo.SiloPort;

    /// <summary>How a client comes to it.</summary>
    public SessionStoreOptions Client(SessionTlsOptions? tls) => new()
    {
        Backend = SessionBackend.Memory,
        Hosting = SessionStoreHosting.Client,
        GatewayPort = _silo.GatewayPort,
        Tls = tls,
        ClusterSecret = tls is null ? ClusterSecret.Value : null,
    };

    /// <summary>Ends it, and returns what it logged.</summary>
    public async Task<string> EndAsync()
    {
        await _silo.TerminateAsync();
        return _silo.Output;
    }

    public async Task InitializeAsync()
    {
        var (certificate, key) = Authority.Issue("silo", server: true, client: true);
        _silo = await SiloProcess.StartAsync(
            RedisUrl is null ? ("SessionStore__Backend", "Memory") : ("SessionStore__RedisUrl", RedisUrl),
            ("SessionStore__Tls__CertificatePath", certificate),
            ("SessionStore__Tls__KeyPath", key),
            ("SessionStore__Tls__AuthorityPath", Authority.AuthorityFile));
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        Authority.Dispose();
        Foreign.Dispose();
    }
}
