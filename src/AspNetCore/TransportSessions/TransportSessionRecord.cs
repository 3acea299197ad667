using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>What any host needs to go on with a session.</summary>
/// <param name="Handshake">What began it.</param>
/// <param name="LogLevel">From which level on its client wants log messages; null: none.</param>
/// <param name="Subscriptions">The resources that its client subscribed to.</param>
#pragma warning disable MCP9005 // The protocol's logging is deprecated; older clients may still set a level.
internal sealed record TransportSessionRecord(
    InitializeRequestParams Handshake, LoggingLevel? LogLevel = null, IReadOnlyList<string>? Subscriptions = null)
#pragma warning restore MCP9005
{
    private static readonly JsonSerializerOptions Json = new(McpJsonUtilities.DefaultOptions)
    {
        TypeInfoResolverChain = { new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() },
    };

    public static TransportSessionRecord Parse(byte[] stored) => JsonSerializer.Deserialize<TransportSessionRecord>(stored, Json)
        ?? throw new SessionValueException("What is stored of the transport session is no session.");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
