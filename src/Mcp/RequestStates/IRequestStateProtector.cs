namespace SessionOrleans;

/// <summary>
/// Seals what travels through a client. The default keeps its keys in the session store, so that all servers of one prefix share them
/// without any configuration. Register another to keep the keys elsewhere; every server must have the same.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public interface IRequestStateProtector
{
    /// <summary>Encrypts and authenticates a state, bound to a context.</summary>
    /// <param name="state">What to seal.</param>
    /// <param name="context">Which call it belongs to: 32 bytes. Does not travel; the same has to be given to open it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Text that a client can carry.</returns>
    Task<string> SealAsync(ReadOnlyMemory<byte> state, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default);

    /// <summary>Opens what was sealed; null for whatever else, and where the context is another. What it is given comes from a client.</summary>
    /// <param name="text">What the client sent.</param>
    /// <param name="context">The context of the call that it was sent with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<byte[]?> OpenAsync(string text, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default);
}
