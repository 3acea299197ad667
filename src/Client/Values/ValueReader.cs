using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SessionOrleans.Values;

/// <summary>Reads stored JSON as a type: through the type's migrations, and as absent where the options say so. Thread-safe.</summary>
internal sealed partial class ValueReader(SessionStoreOptions options, ILogger logger)
{
    private readonly ConcurrentDictionary<Type, bool> _told = new();

    /// <summary>False: it counts as absent.</summary>
    /// <exception cref="SessionValueException">It is no <typeparamref name="T"/>.</exception>
    public bool TryRead<T>(byte[] json, [MaybeNullWhen(false)] out T value)
    {
        try
        {
            return TryMigrateAndRead(json, out value);
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException or InvalidOperationException)
        {
            if (!options.TreatUnreadableAsAbsent)
                throw new SessionValueException(
                    $"What the session holds cannot be read as {typeof(T).Name}: it was written as another type, or as another version " +
                    $"of it. New members need defaults, not 'required'; SessionStoreOptions.Migrate<{typeof(T).Name}> brings old values " +
                    "into the new form, and TreatUnreadableAsAbsent lets go of them. As byte[] it can be read as it is.",
                    trouble);
            if (_told.TryAdd(typeof(T), true))
                LogAbsent(typeof(T).Name, trouble);
            value = default;
            return false;
        }
    }

    private bool TryMigrateAndRead<T>(byte[] json, [MaybeNullWhen(false)] out T value)
    {
        if (!options.Migrations.TryGetValue(typeof(T), out var migrate))
        {
            value = JsonSerializer.Deserialize<T>(json, options.SerializerOptions) ?? throw new JsonException("It is null.");
            return true;
        }

        var stored = Parse(json) ?? throw new JsonException("It is null.");
        JsonNode? migrated;
        try
        {
            migrated = migrate(stored);
        }
        catch (Exception trouble)
        {
            throw new SessionValueException(
                $"The migration of {typeof(T).Name} (SessionStoreOptions.Migrate) failed on what the session holds. Nothing was written.",
                trouble);
        }

        value = migrated is null ? default : migrated.Deserialize<T>(options.SerializerOptions) ?? throw new JsonException("It is null.");
        return migrated is not null;
    }

    private JsonNode? Parse(byte[] json)
    {
        var own = options.SerializerOptions;
        return JsonNode.Parse(
            json,
            new() { PropertyNameCaseInsensitive = own.PropertyNameCaseInsensitive },
            new() { AllowTrailingCommas = own.AllowTrailingCommas, CommentHandling = own.ReadCommentHandling, MaxDepth = own.MaxDepth });
    }

    [LoggerMessage(LogLevel.Warning,
        "A stored value cannot be read as {Type} and counts as absent, as SessionStoreOptions.TreatUnreadableAsAbsent says. " +
        "More of this type are not logged.")]
    private partial void LogAbsent(string type, Exception trouble);
}
