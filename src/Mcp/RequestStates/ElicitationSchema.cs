using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace SessionOrleans.Mcp;

/// <summary>
/// Checks one value of a form against the schema that was asked with. The protocol allows strings, numbers, booleans, and choices among
/// strings; this reads what these may say. Pure.
/// </summary>
internal static class ElicitationSchema
{
    /// <summary>What is wrong with a value, to follow its name; null: it fits.</summary>
    public static string? Mismatch(JsonElement schema, JsonElement value) => TextOf(schema, "type") switch
    {
        "string" => value.ValueKind == JsonValueKind.String ? OfText(schema, value.GetString()!) : "is not a string",
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "is not a boolean",
        "number" => value.ValueKind == JsonValueKind.Number ? OfNumber(schema, value) : "is not a number",
        "integer" => value.ValueKind == JsonValueKind.Number && IsInteger(value) ? OfNumber(schema, value) : "is not an integer",
        "array" => value.ValueKind == JsonValueKind.Array ? OfChoices(schema, value) : "is not an array",
        _ => "is of a type that no form has",
    };

    private static string? OfText(JsonElement schema, string text)
    {
        if (!IsAllowed(schema, "enum", "oneOf", text))
            return "is none of its choices";
        var length = text.EnumerateRunes().Count();
        if (NumberOf(schema, "minLength") is { } min && length < min)
            return Invariant($"is shorter than {min} characters");
        if (NumberOf(schema, "maxLength") is { } max && length > max)
            return Invariant($"is longer than {max} characters");
        var format = TextOf(schema, "format");
        return HasFormat(format, text) ? null : $"is no {format}";
    }

    private static string? OfNumber(JsonElement schema, JsonElement value)
    {
        var number = value.GetDouble();
        if (NumberOf(schema, "minimum") is { } min && number < min)
            return Invariant($"is below {min}");
        return NumberOf(schema, "maximum") is { } max && number > max ? Invariant($"is above {max}") : null;
    }

    private static string? OfChoices(JsonElement schema, JsonElement values)
    {
        var count = values.GetArrayLength();
        if (NumberOf(schema, "minItems") is { } min && count < min)
            return Invariant($"has fewer than {min} items");
        if (NumberOf(schema, "maxItems") is { } max && count > max)
            return Invariant($"has more than {max} items");
        if (values.EnumerateArray().Any(value => value.ValueKind != JsonValueKind.String))
            return "has an item that is not a string";
        return !schema.TryGetProperty("items", out var items)
            || values.EnumerateArray().All(value => IsAllowed(items, "enum", "anyOf", value.GetString()!))
                ? null : "has an item that is none of its choices";
    }

    /// <summary>Whether a text is among the choices, where there are any: plain ones, or those with a title.</summary>
    private static bool IsAllowed(JsonElement schema, string plain, string titled, string text)
    {
        if (schema.TryGetProperty(plain, out var choices))
            return choices.EnumerateArray().Any(choice => choice.ValueEquals(text));
        return !schema.TryGetProperty(titled, out choices) || choices.EnumerateArray().Any(choice => TextOf(choice, "const") == text);
    }

    private static bool HasFormat(string? format, string text) => format switch
    {
        "email" => MailAddress.TryCreate(text, out var address) && address.Address == text,
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => text.Contains('T', StringComparison.OrdinalIgnoreCase)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => true,
    };

    private static bool IsInteger(JsonElement value) => value.TryGetInt64(out _) || Math.Floor(value.GetDouble()) == value.GetDouble();

    private static string? TextOf(JsonElement schema, string member) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private static double? NumberOf(JsonElement schema, string member) =>
        schema.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
