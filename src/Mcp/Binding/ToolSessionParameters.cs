using System.Reflection;
using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp;

/// <summary>
/// The <see cref="ToolSession{T}"/> parameters of one tool, prompt or resource. The SDK takes them for services, so that no serializer has
/// to know them, and leaves them out of what it declares; they are declared here.
/// </summary>
internal sealed class ToolSessionParameters
{
    private readonly ToolSessionParameter[] _parameters;

    /// <summary>Looks at the parameters, and declares those that are sessions.</summary>
    /// <exception cref="InvalidOperationException">They cannot be bound; the message says why.</exception>
    public ToolSessionParameters(IMcpServerPrimitive primitive, SessionKinds kinds, Func<Type, string?> lifetimeOf)
    {
        // The SDK keeps the method in the metadata; what was made of something else has no typed parameters to find.
        var parameters = primitive.Metadata.OfType<MethodInfo>().SelectMany(method => method.GetParameters()).ToList();
        foreach (var type in parameters.Select(parameter => parameter.ParameterType))
        {
            if ((ToolSessionParameter.ValueOf(type, typeof(ToolSession<>))
                ?? ToolSessionParameter.ValueOf(type, typeof(UserSession<>))) is { } value)
                kinds.Add(value);
        }

        _parameters = [.. parameters.Select(one => ToolSessionParameter.From(one, lifetimeOf)).OfType<ToolSessionParameter>()];
        if (_parameters.Length > 0)
            Declare(primitive, parameters);
    }

    /// <summary>The services of a call, with its sessions among them.</summary>
    /// <exception cref="SessionHandleException">A handle is missing, or is none.</exception>
    public IServiceProvider? Bind(ToolCall call, IServiceProvider? services, IDictionary<string, JsonElement>? arguments) =>
        _parameters.Length == 0
            ? services
            : new ServicesWithSessions(services, _parameters.Select(parameter => (parameter.Type, parameter.Bind(call, arguments))));

    private void Declare(IMcpServerPrimitive primitive, IEnumerable<ParameterInfo> inOrder)
    {
        if (primitive is McpServerTool tool)
            Declare(tool.ProtocolTool, inOrder);
        else if (primitive is McpServerPrompt prompt)
            Declare(prompt.ProtocolPrompt, inOrder);
        else
            throw new InvalidOperationException(
                $"The resource {primitive.Id} takes a ToolSession<T>, which cannot be bound to a part of a URI. " +
                "Take the handle as a string, and open it with IToolSessions.Open<T>(handle).");
    }

    /// <summary>Again, where another host has declared them, changes nothing.</summary>
    private void Declare(Tool tool, IEnumerable<ParameterInfo> inOrder)
    {
        if (JsonNode.Parse(tool.InputSchema.GetRawText()) is not JsonObject schema)
            return;
        var properties = schema["properties"] as JsonObject ?? [];
        var required = (schema["required"] as JsonArray ?? []).Select(name => (string?)name).ToHashSet();
        foreach (var parameter in _parameters)
        {
            properties[parameter.Name] = parameter.ToSchema();
            if (!parameter.IsOptional)
                required.Add(parameter.Name);
        }

        var names = inOrder.Select(parameter => parameter.Name!).Where(properties.ContainsKey).ToList();
        schema["properties"] = new JsonObject(names.Select(name => KeyValuePair.Create(name, properties[name]?.DeepClone())));
        if (required.Count > 0)
            schema["required"] = new JsonArray([.. names.Where(required.Contains).Select(name => JsonValue.Create(name))]);
        tool.InputSchema = JsonSerializer.SerializeToElement(schema);
    }

    private void Declare(Prompt prompt, IEnumerable<ParameterInfo> inOrder)
    {
        var arguments = (prompt.Arguments ?? []).ToDictionary(argument => argument.Name);
        foreach (var parameter in _parameters)
            arguments[parameter.Name] = parameter.ToArgument();
        prompt.Arguments = [.. inOrder.Select(parameter => parameter.Name!).Where(arguments.ContainsKey).Select(name => arguments[name])];
    }
}
