using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using SessionOrleans.Mcp.DataProtection;

namespace SessionOrleans.AspNetCore.Encryption;

/// <summary>
/// Refuses what would look safe and is not: values encrypted with keys that lie beside them and are not sealed. A certificate does not seal
/// them: whoever has its public part, and may write to Redis, makes a key that is taken for one of ours.
/// </summary>
internal sealed class KeysBesideValues : IValidateOptions<KeyManagementOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyManagementOptions options) =>
        options is { XmlRepository: SessionXmlRepository { IsSealed: false } }
            ? ValidateOptionsResult.Fail(
                "The session store's values are encrypted (AddSessionEncryption) with keys that lie in the same store " +
                "(PersistKeysToSessionStore), where who can write to Redis could add keys of their own. Set SessionStore:KeySecret " +
                "(SessionStore__KeySecret) to 32 random bytes or more as text, the same on every host: openssl rand -base64 32. Or keep " +
                "the keys elsewhere. ProtectKeysWithCertificate is not enough.")
            : ValidateOptionsResult.Success;
}
