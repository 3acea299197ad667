using System.Security.Cryptography;

namespace SessionOrleans;

/// <summary>
/// Turns values into what is stored, and back: encryption at rest. Register one as a singleton beside the store, on every host of the
/// prefix; where none is registered, values are stored as they are. <c>SessionOrleans.AspNetCore</c> has one over data protection
/// (<c>AddSessionEncryption</c>).
/// </summary>
/// <remarks>
/// Called on the caller's side: silos and the backend see protected bytes only, and so does an <c>ISessionExpirationHandler</c> in a silo
/// process. Ids, owners, labels and times are not protected. Must be thread-safe.
/// </remarks>
public interface IValueProtector
{
    /// <summary>Protects a value under the id of its session, so that it opens under no other.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="value">The value's bytes. Not to be kept or mutated.</param>
    /// <returns>What is stored; counts towards <see cref="SessionStoreOptions.MaxValueBytes"/>.</returns>
    /// <exception cref="CryptographicException">There is no key to protect with.</exception>
    byte[] Protect(string id, byte[] value);

    /// <summary>Opens what <see cref="Protect"/> made for the same id.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="stored">What is stored. Not to be kept or mutated.</param>
    /// <returns>The value's bytes.</returns>
    /// <exception cref="CryptographicException">It was made for another id, with a key that is not there or not trusted any more, or not
    /// by a protector. The store's caller gets <see cref="SessionValueException"/>.</exception>
    byte[] Unprotect(string id, byte[] stored);
}
