namespace SessionOrleans;

/// <summary>
/// Seals what travels through a client. The default is data protection (Microsoft.AspNetCore.DataProtection), also in servers without
/// ASP.NET Core. Its keys are in the session store, so that all servers of one prefix share them without any configuration. An application
/// that says where its data protection keys are kept (<c>PersistKeysTo…</c>) seals with these; all its servers need the same keys and the
/// same application name (<c>SetApplicationName</c>). Register another protector for another cipher; every server must have the same.
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

    /// <summary>Opens what was sealed; null for whatever else, and where the context is another. What it is given comes from a
    /// client.</summary>
    /// <param name="text">What the client sent.</param>
    /// <param name="context">The context of the call that it was sent with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<byte[]?> OpenAsync(string text, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default);
}
