using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SessionOrleans.Quotas;

namespace SessionOrleans.Values;

/// <summary>
/// Values to bytes and back: what is written or read as a <c>byte[]</c> as it is, copied once where it is handed in or out; everything else
/// as JSON, of types whose values come back whole. Protected where there is a protector. Thread-safe.
/// </summary>
internal sealed class ValueCodec(SessionStoreOptions options, IValueProtector? protector = null, ILogger? logger = null)
{
    private readonly ValueReader _reader = new(options, logger ?? NullLogger.Instance);
    private readonly ConcurrentDictionary<(Type Declared, Type Actual), bool> _whole = new();

    /// <exception cref="ArgumentException">The value is null, larger than the limit, or nothing that JSON can hold and bring
    /// back.</exception>
    /// <exception cref="SessionValueException">It cannot be protected.</exception>
    public byte[] Encode<T>(string id, T value, CallerLimits? limits = null)
    {
        if (value is null)
            throw new ArgumentNullException(nameof(value), "A session's value is not null. To end the session, use RemoveAsync.");
        // The type decides, as it does in Decode: an array of enums or of sbyte is a byte[] to a cast, too.
        var bytes = typeof(T) == typeof(byte[]) ? CopyOf((byte[])(object)value) : Json(value);
        bytes = Protect(id, bytes);
        SessionLimits.CheckValueBytes(bytes.Length, options.MaxValueBytes, nameof(value));
        limits?.CheckValueBytes(bytes.Length, nameof(value));
        return bytes;
    }

    /// <summary>A session as its caller gets it; null where its value counts as absent.</summary>
    /// <exception cref="SessionValueException">The bytes are not a <typeparamref name="T"/>, or were not protected for this
    /// session.</exception>
    public Session<T>? Decode<T>(string id, SessionSnapshot session) =>
        TryDecode<T>(id, session.Value!, out var value) ? new(id, value, session.Version, session.CreatedAt, session.ExpiresAt) : null;

    /// <summary>A session with a value that was encoded here.</summary>
    /// <inheritdoc cref="Decode{T}(string, SessionSnapshot)"/>
    public Session<T> DecodeOwn<T>(string id, SessionSnapshot session) => Decode<T>(id, session)
        ?? throw new SessionValueException(
            $"What was written as {typeof(T).Name} counts as absent. Its migration must let the present form pass.");

    /// <summary>False where the value counts as absent.</summary>
    /// <inheritdoc cref="Decode{T}(string, SessionSnapshot)" path="/exception"/>
    public bool TryDecode<T>(string id, byte[] stored, [MaybeNullWhen(false)] out T value)
    {
        var bytes = Unprotect(id, stored);
        if (typeof(T) != typeof(byte[]))
            return _reader.TryRead(bytes, out value);
        value = (T)(object)CopyOf(bytes);
        return true;
    }

    /// <summary>A copy, without clearing its memory first.</summary>
    private static byte[] CopyOf(byte[] bytes)
    {
        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(copy, 0);
        return copy;
    }

    private byte[] Json<T>(T value)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, options.SerializerOptions);
            RefuseLoss<T>((typeof(T), typeof(T).IsValueType ? typeof(T) : value!.GetType()), json);
            return json;
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new UnkeepableValueException(
                $"The value cannot be written as JSON, at most " +
                $"{options.SerializerOptions.MaxDepth switch { 0 => 64, var depth => depth }} levels deep and without cycles. Store " +
                "plain data, give SessionStoreOptions.SerializerOptions what the type needs, or store a byte[].",
                trouble);
        }
    }

    /// <summary>Looks at a type by its contract, and reads the value at hand, until one came back; then its values are taken as they
    /// are.</summary>
    private void RefuseLoss<T>((Type Declared, Type Actual) type, byte[] json)
    {
        if (_whole.ContainsKey(type))
            return;
        if ((new ValueContract(options.SerializerOptions).FindLoss(type.Declared, type.Actual) ?? FindUnreadable<T>(json)) is { } loss)
            throw new UnkeepableValueException($"The value would not come back whole, so nothing was written. {loss}");
        _whole.TryAdd(type, true);
    }

    private string? FindUnreadable<T>(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options.SerializerOptions) is null
                ? $"Its JSON is read as null, which is no {typeof(T).Name}. Look at its JsonConverter."
                : null;
        }
        catch (Exception trouble)
        {
            return $"It can be written as JSON and not read: {trouble.Message} Look at the constructor, the setters and the " +
                $"JsonConverter of {typeof(T).Name}.";
        }
    }

    private byte[] Protect(string id, byte[] value)
    {
        try
        {
            return protector is null ? value : protector.Protect(id, value);
        }
        catch (CryptographicException trouble)
        {
            throw new SessionValueException(
                "The value cannot be protected, so nothing was written. Is there a key that this host can use?", trouble);
        }
    }

    private byte[] Unprotect(string id, byte[] stored)
    {
        try
        {
            return protector is null ? stored : protector.Unprotect(id, stored);
        }
        catch (CryptographicException trouble)
        {
            throw new SessionValueException(
                "What the session holds cannot be opened: it was written without protection, for another session, or with a key that " +
                "this host lacks or does not trust any more.",
                trouble);
        }
    }
}
