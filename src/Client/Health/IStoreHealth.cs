namespace SessionOrleans.Health;

/// <summary>A store that can say how it is.</summary>
internal interface IStoreHealth
{
    /// <summary>Asks a silo, which asks its storage: what an operator should know although it answers; null: nothing.</summary>
    /// <exception cref="SessionStoreUnavailableException">No answer.</exception>
    Task<string?> CheckHealthAsync(CancellationToken cancellationToken);
}
