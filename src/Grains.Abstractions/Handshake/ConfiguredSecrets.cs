namespace SessionOrleans.Handshake;

/// <summary>The secret of the options, and the one before it.</summary>
internal sealed class ConfiguredSecrets(SessionStoreOptions options) : IClusterSecrets
{
    public IReadOnlyList<ClusterKey> Keys { get; } =
    [
        .. new[] { options.ClusterSecret, options.PreviousClusterSecret }.OfType<string>().Select(
            secret => ClusterKey.Of(secret, options.Prefix)),
    ];

    public bool MayChange => false;

    public Task RefreshAsync() => Task.CompletedTask;
}
