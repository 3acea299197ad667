using System.Text.Encodings.Web;
using System.Text.Json;

namespace SessionOrleans.Benchmarks.Output;

/// <summary>Results as JSON, one object a line.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What was written, from lines; empty lines are none.</summary>
    /// <exception cref="JsonException">A line is no such object.</exception>
    public static IEnumerable<T> Read<T>(IEnumerable<string> lines) =>
        lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => JsonSerializer.Deserialize<T>(line, Options)!);

    public static string Write<T>(T result) => JsonSerializer.Serialize(result, Options);
}
