using System.Net;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using SessionOrleans.Handshake;

namespace SessionOrleans.Hosting;

/// <summary>Who gets into a silo.</summary>
/// <param name="Proof">By what silos and clients prove that they belong.</param>
/// <param name="Handshake">What they prove it with, where it is a secret; null otherwise.</param>
/// <param name="HasNeighbours">Whether other silos may join. Where none may, the silo port lets nobody in.</param>
/// <param name="HasGateway">Whether a port is opened for clients.</param>
internal sealed record SiloAccess(ClusterProof Proof, ClusterHandshake? Handshake, bool HasNeighbours, bool HasGateway)
{
    /// <summary>Whether anybody can be let in at all.</summary>
    public bool IsOpen => HasNeighbours || HasGateway;

    /// <summary>Whether clients were asked for, and cannot be let in.</summary>
    public bool IsGatewayMissed { get; private init; }

    /// <summary>Of a cluster on Redis: silos join, and clients find them there.</summary>
    public static SiloAccess OnRedis(SiloSetup setup, IClusterSecrets secretsInRedis)
    {
        var proof = ClusterProofs.Of(setup.Options, isOnRedis: true, setup.IsDevelopment);
        return new(proof, HandshakeOf(setup, proof, secretsInRedis), HasNeighbours: true, HasGateway: true);
    }

    /// <summary>Of a silo on memory, which stays alone. It has clients where they are asked for and can be let in.</summary>
    public static SiloAccess OnMemory(SiloSetup setup, IPAddress address)
    {
        var proof = ClusterProofs.Of(setup.Options, isOnRedis: false, setup.IsDevelopment);
        if (proof is ClusterProof.ThisMachine && !IPAddress.IsLoopback(address))
            proof = ClusterProof.Missing;
        var isAsked = setup.UsesKnownPorts || setup.Options.GatewayPort is not null;
        var isMissing = proof is ClusterProof.Missing;
        return new(proof, HandshakeOf(setup, proof, secretsInRedis: null), HasNeighbours: false, isAsked && !isMissing)
        {
            IsGatewayMissed = isAsked && isMissing,
        };
    }

    /// <summary>For the line that every start has.</summary>
    public string Describe() => IsOpen ? Proof.Describe() : "none, since nobody is let in";

    /// <summary>Puts the proof before everything else on each connection.</summary>
    public void Apply(ISiloBuilder silo) => silo.Configure<SiloConnectionOptions>(connections =>
    {
        if (!HasNeighbours)
            connections.ConfigureSiloInboundConnection(connection => connection.Run(_ => Task.CompletedTask));
        if (Handshake is null)
            return;
        connections.ConfigureSiloInboundConnection(Handshake.Listen);
        connections.ConfigureGatewayInboundConnection(Handshake.Listen);
        connections.ConfigureSiloOutboundConnection(Handshake.Dial);
    });

    private static ClusterHandshake? HandshakeOf(SiloSetup setup, ClusterProof proof, IClusterSecrets? secretsInRedis) => proof switch
    {
        ClusterProof.ClusterSecret => NewHandshake(setup, new ConfiguredSecrets(setup.Options)),
        ClusterProof.SecretInRedis => NewHandshake(setup, secretsInRedis!),
        _ => null,
    };

    private static ClusterHandshake NewHandshake(SiloSetup setup, IClusterSecrets secrets) =>
        new(secrets, setup.Options.Prefix, setup.Loggers, TimeProvider.System);
}
