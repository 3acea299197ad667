namespace SessionOrleans.AspNetCore.TransportSessions;

/// <summary>The session of a request, as it was found in the store.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Key">Where it is kept.</param>
/// <param name="Record">What is kept.</param>
internal sealed record TransportSessionFeature(string SessionId, string Key, TransportSessionRecord Record);
