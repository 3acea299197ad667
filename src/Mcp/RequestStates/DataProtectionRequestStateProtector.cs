using System.Buffers.Text;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace SessionOrleans.Mcp;

/// <summary>
/// Seals with data protection. The prefix and the context are purposes: they are authenticated and do not travel. Thread-safe.
/// </summary>
internal sealed class DataProtectionRequestStateProtector(RequestStateKeys keys, IOptions<SessionStoreOptions> options)
    : IRequestStateProtector
{
    private const string Purpose = "SessionOrleans.RequestState.v1";

    /// <summary>Twice what may travel. What is longer was not sealed here and is not worth decoding.</summary>
    private const int MaxTextLength = 2 * 65_536;

    public async Task<string> SealAsync(
        ReadOnlyMemory<byte> state, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        try
        {
            var protector = await ForAsync(context, cancellationToken).ConfigureAwait(false);
            return Base64Url.EncodeToString(protector.Protect(state.ToArray()));
        }
        catch (CryptographicException error)
        {
            ThrowIfOfTheStore(error);
            throw;
        }
    }

    public async Task<byte[]?> OpenAsync(string text, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxTextLength || !Base64Url.IsValid(text))
            return null;
        try
        {
            var protector = await ForAsync(context, cancellationToken).ConfigureAwait(false);
            return protector.Unprotect(Base64Url.DecodeFromChars(text));
        }
        catch (CryptographicException error)
        {
            ThrowIfOfTheStore(error);
            return null;
        }
    }

    private async Task<IDataProtector> ForAsync(ReadOnlyMemory<byte> context, CancellationToken cancellationToken) =>
        (await keys.GetAsync(cancellationToken).ConfigureAwait(false))
            .CreateProtector(Purpose, options.Value.Prefix, Base64Url.EncodeToString(context.Span));

    /// <summary>Data protection makes every error one of cryptography. That the keys cannot be read now is none: the state is as good as
    /// before.</summary>
    private static void ThrowIfOfTheStore(Exception error)
    {
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is SessionStoreException)
                ExceptionDispatchInfo.Throw(cause);
        }
    }
}
