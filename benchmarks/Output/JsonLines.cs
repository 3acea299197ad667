using System.Text.Encodings.Web;
using System.Text.Json;

namespace SessionOrleans.Benchmarks.Output;

/// <summary>Results as JSON, one object a line, on standard output.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write<T>(T result) => Console.WriteLine(JsonSerializer.Serialize(result, Options));
}
