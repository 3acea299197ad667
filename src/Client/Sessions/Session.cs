namespace SessionOrleans;

/// <summary>A session as it was read or written.</summary>
/// <typeparam name="T">The type of its value.</typeparam>
/// <param name="Id">Its id.</param>
/// <param name="Value">Its value. A <c>byte[]</c> is the caller's own copy.</param>
/// <param name="Version">Grows with every write of the value, over removal and re-creation too.</param>
/// <param name="CreatedAt">When it was created, by the backend's clock.</param>
/// <param name="ExpiresAt">When it ends unless prolonged, by the backend's clock; null: never.</param>
/// <example>
/// <code>
/// if (await store.GetAsync&lt;Cart&gt;("user-42") is { } session)
/// {
///     // Null where somebody else wrote meanwhile.
///     var version = await store.TrySetAsync("user-42", session.Value.Add("tea"), WriteCondition.IfVersion(session.Version));
/// }
/// </code>
/// </example>
public sealed record Session<T>(string Id, T Value, long Version, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
