using System.Buffers.Text;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace SessionOrleans.AspNetCore.RequestStates;

/// <summary>Seals with ASP.NET Core's data protection. The context is part of the purpose, so it is authenticated and does not travel. Thread-safe.</summary>
internal sealed class DataProtectionRequestStateProtector(IDataProtectionProvider provider) : IRequestStateProtector
{
    private const string Purpose = "SessionOrleans.RequestState.v1";

    /// <summary>Twice what may travel. What is longer was not sealed here and is not worth decoding.</summary>
    private const int MaxTextLength = 2 * 65_536;

    public Task<string> SealAsync(ReadOnlyMemory<byte> state, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(Base64Url.EncodeToString(For(context).Protect(state.ToArray())));
        }
        catch (CryptographicException error)
        {
            ThrowIfOfTheStore(error);
            throw;
        }
    }

    public Task<byte[]?> OpenAsync(string text, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxTextLength || !Base64Url.IsValid(text))
            return Task.FromResult<byte[]?>(null);
        try
        {
            return Task.FromResult<byte[]?>(For(context).Unprotect(Base64Url.DecodeFromChars(text)));
        }
        catch (CryptographicException error)
        {
            ThrowIfOfTheStore(error);
            return Task.FromResult<byte[]?>(null);
        }
    }

    private IDataProtector For(ReadOnlyMemory<byte> context) => provider.CreateProtector(Purpose, Base64Url.EncodeToString(context.Span));

    /// <summary>Data protection makes every error one of cryptography. That the keys cannot be read now is none: the state is as good as before.</summary>
    private static void ThrowIfOfTheStore(Exception error)
    {
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is SessionStoreException)
                ExceptionDispatchInfo.Throw(cause);
        }
    }
}
