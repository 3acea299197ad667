namespace SessionOrleans;

/// <summary>What a store runs on.</summary>
/// <param name="Backend">The backend in use; never <see cref="SessionBackend.Auto"/> once the store has started.</param>
/// <param name="Hosting">Whether the silo runs in this process.</param>
/// <param name="Reason">One sentence: why this backend.</param>
/// <param name="IsFallback">True when Redis was looked for and memory is used instead; health is degraded then.</param>
public sealed record SessionStoreStatus(SessionBackend Backend, SessionStoreHosting Hosting, string Reason, bool IsFallback);
