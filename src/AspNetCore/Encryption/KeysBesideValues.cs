using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using SessionOrleans.Mcp.DataProtection;

namespace SessionOrleans.AspNetCore.Encryption;

/// <summary>Refuses what would look safe and is not: values encrypted with keys that lie beside them, readable.</summary>
internal sealed class KeysBesideValues : IValidateOptions<KeyManagementOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyManagementOptions options) =>
        options is { XmlRepository: SessionXmlRepository, XmlEncryptor: null }
            ? ValidateOptionsResult.Fail(
                "The session store's values are encrypted (AddSessionEncryption) with keys that lie in the same store, readable " +
                "(PersistKeysToSessionStore). Add ProtectKeysWithCertificate or another ProtectKeysWith..., or keep the keys elsewhere.")
            : ValidateOptionsResult.Success;
}
