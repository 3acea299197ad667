namespace SessionOrleans.Mcp;

/// <summary>What was asked under one key: sealed with the state, so that the client cannot answer another question.</summary>
/// <param name="Method">The request, as <c>elicitation/create</c>.</param>
/// <param name="Schema">What a form asks for; null where it is no form.</param>
internal sealed record AskedQuestion(string Method, JsonElement? Schema)
{
    public static AskedQuestion Of(InputRequest question) => new(
        question.Method,
        question.Params is { ValueKind: JsonValueKind.Object } parameters
            && parameters.TryGetProperty("requestedSchema", out var schema) && schema.ValueKind == JsonValueKind.Object ? schema : null);
}
