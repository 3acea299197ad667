namespace SessionOrleans.Handshake;

/// <summary>The secrets by which the processes of a cluster know each other. Thread-safe.</summary>
internal interface IClusterSecrets
{
    /// <summary>The one in use first; none where it is not known yet.</summary>
    IReadOnlyList<ClusterKey> Keys { get; }

    /// <summary>Whether they may be others after <see cref="RefreshAsync"/>.</summary>
    bool MayChange { get; }

    /// <summary>Looks for newer ones. Does not throw: where that fails, what is known stays.</summary>
    Task RefreshAsync();
}
