using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp;

/// <summary>
/// The answers of a call that fit what was asked. What comes under other keys, and what a form did not ask for, is left out: it is the
/// client's word alone.
/// </summary>
internal sealed class CheckedAnswers
{
    private readonly IReadOnlyDictionary<string, AskedQuestion> _asked;
    private readonly Dictionary<string, JsonElement> _responses = [];
    private readonly Dictionary<string, ElicitResult> _forms = [];

    /// <exception cref="RequestAnswerException">An answer does not fit its question.</exception>
    public CheckedAnswers(IReadOnlyDictionary<string, AskedQuestion> asked, JsonNode? responses)
    {
        _asked = asked;
        foreach (var (key, question) in asked)
        {
            if (responses is not JsonObject all || !all.TryGetPropertyValue(key, out var sent) || sent is null)
                continue;
            var response = JsonSerializer.SerializeToElement(sent);
            if (question.Method == RequestMethods.ElicitationCreate)
                _forms[key] = Form(key, question, response);
            else if (!IsResponseTo(question.Method, response))
                throw new RequestAnswerException(key, $"it is no response to {question.Method}");
            _responses[key] = response;
        }
    }

    /// <summary>The answer to a form, or to a link.</summary>
    public ElicitResult? Form(string key) =>
        _asked.TryGetValue(key, out var question) && question.Method != RequestMethods.ElicitationCreate
        ? throw new InvalidOperationException($"'{key}' was asked with {question.Method}: take {nameof(IRequestState<>.Response)} for it.")
        : _forms.GetValueOrDefault(key);

    /// <summary>The response to a request of whichever kind.</summary>
    public InputResponse? Response(string key)
    {
        if (_forms.TryGetValue(key, out var form))
            return InputResponse.FromElicitResult(form);
        return _responses.TryGetValue(key, out var response) ? new() { RawValue = response } : null;
    }

    private static ElicitResult Form(string key, AskedQuestion question, JsonElement response)
    {
        ElicitResult? sent = null;
        try
        {
            sent = response.Deserialize(InputResponse.ElicitResultJsonTypeInfo);
        }
        catch (JsonException)
        {
        }

        // The SDK takes "ACCEPT" for "accept", and no action for "cancel".
        if (sent?.Action is not ("accept" or "decline" or "cancel") || !response.TryGetProperty("action", out _))
            throw new RequestAnswerException(key, "it is no result with an action of accept, decline or cancel");
        return new() { Action = sent.Action, Content = sent.IsAccepted ? Fields(key, question, sent.Content) : null, Meta = sent.Meta };
    }

    private static Dictionary<string, JsonElement>? Fields(string key, AskedQuestion question, IDictionary<string, JsonElement>? sent)
    {
        if (question.Schema is not { } schema)
            return null;
        var fields = new Dictionary<string, JsonElement>();
        foreach (var field in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : default)
        {
            // Clients send null for what was left empty.
            if (sent is null || !sent.TryGetValue(field.Name, out var value) || value.ValueKind == JsonValueKind.Null)
                continue;
            if (ElicitationSchema.Mismatch(field.Value, value) is { } mismatch)
                throw new RequestAnswerException(key, $"'{field.Name}' {mismatch}");
            fields[field.Name] = value;
        }

        foreach (var required in schema.TryGetProperty("required", out var names) ? names.EnumerateArray() : default)
        {
            if (required.GetString() is { } name && !fields.ContainsKey(name))
                throw new RequestAnswerException(key, $"'{name}' is missing");
        }

        return fields;
    }

#pragma warning disable MCP9005 // Sampling and roots are deprecated; a client that declares them may still be asked.
    private static bool IsResponseTo(string method, JsonElement response)
    {
        try
        {
            return method switch
            {
                RequestMethods.SamplingCreateMessage => response.Deserialize(InputResponse.CreateMessageResultJsonTypeInfo) is not null,
                RequestMethods.RootsList => response.Deserialize(InputResponse.ListRootsResultJsonTypeInfo) is not null,
                _ => false,
            };
        }
        catch (JsonException)
        {
            return false;
        }
    }
#pragma warning restore MCP9005
}
