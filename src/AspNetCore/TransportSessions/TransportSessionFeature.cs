using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>The session of a request, as it was found in the store.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Handshake">What began it.</param>
internal sealed record TransportSessionFeature(string SessionId, InitializeRequestParams Handshake);
