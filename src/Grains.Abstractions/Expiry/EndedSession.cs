using System.Text.Json;
using SessionOrleans.Quotas;

namespace SessionOrleans;

/// <summary>A session that ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">Whose it was; null: nobody's.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Version">The version of its last value; 0 where that is gone.</param>
/// <param name="EndedAt">When it ended, by the backend's clock.</param>
/// <param name="Value">Its last value as stored (JSON, or the bytes it was written as); null where it is gone. Not to be mutated.</param>
public sealed record EndedSession(
    string Id,
    string? Owner,
    SessionEndReason Reason,
    long Version,
    DateTimeOffset EndedAt,
    ReadOnlyMemory<byte>? Value)
{
    /// <summary>
    /// The kind of a session that a tool opened for its caller (<c>ToolSession</c>, <c>UserSession</c>), as <c>[SessionKind("basket")]</c>
    /// on its type says it: <c>basket</c>. Null for what the application stored itself under an id of its own.
    /// </summary>
    public string? Kind => CallersSessions.KindOf(Id, Owner);

    /// <summary>Its last value as the type that it was written as; null where it is gone. What was written as a <c>byte[]</c> is in <see
    /// cref="Value"/>.</summary>
    /// <param name="options">The store's <see cref="SessionStoreOptions.SerializerOptions"/>, where they were set; null: their default.
    /// Migrations are not applied.</param>
    /// <exception cref="SessionValueException">It is no <typeparamref name="T"/>.</exception>
    public T? ValueAs<T>(JsonSerializerOptions? options = null)
        where T : class
    {
        try
        {
            return Value is { } stored ? JsonSerializer.Deserialize<T>(stored.Span, options ?? JsonSerializerOptions.Web) : null;
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException)
        {
            throw new SessionValueException(
                $"The last value of the session cannot be read as {typeof(T).Name}. Look at Kind or Id first: a handler hears of all " +
                "sessions, whatever their type.",
                trouble);
        }
    }
}
