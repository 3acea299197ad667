namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>What an older client subscribed to, kept with its session. Thread-safe.</summary>
internal interface IResourceSubscriptions
{
    /// <summary>Changes it. False where there is no session to keep it with.</summary>
    Task<bool> ChangeAsync(Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken);
}
