using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>The session of a request, as it was found in the store.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Key">Where it is kept.</param>
/// <param name="Handshake">What began it.</param>
internal sealed record TransportSessionFeature(string SessionId, string Key, InitializeRequestParams Handshake);
