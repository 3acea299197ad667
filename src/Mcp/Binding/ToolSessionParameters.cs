using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp;

/// <summary>The <see cref="ToolSession{T}"/> parameters of one tool: found once, then declared in its schema and required of its
/// calls.</summary>
internal sealed class ToolSessionParameters
{
    private static readonly ConditionalWeakTable<McpServerTool, ToolSessionParameters> Known = [];

    private readonly ToolSessionParameter[] _parameters;

    private ToolSessionParameters(McpServerTool tool)
    {
        // The SDK keeps a tool's method in its metadata; a tool made of something else has no typed parameters to find.
        var parameters = tool.Metadata.OfType<MethodInfo>().SelectMany(method => method.GetParameters()).ToList();
        _parameters = [.. parameters.Select(ToolSessionParameter.From).OfType<ToolSessionParameter>()];
        foreach (var type in parameters.Select(parameter => parameter.ParameterType))
        {
            // The container makes these at the first call; what is wrong with them is said when the host starts.
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(UserSession<>))
                _ = SessionKind.Of(type.GetGenericArguments()[0]);
        }

        if (_parameters.Length > 0)
            Declare(tool.ProtocolTool);
    }

    /// <summary>The parameters of a tool. From the first call on, the tool's schema declares them.</summary>
    public static ToolSessionParameters Of(McpServerTool tool) => Known.GetValue(tool, static tool => new(tool));

    /// <summary>Refuses a call that leaves out a handle that the tool cannot do without.</summary>
    /// <exception cref="SessionHandleException">A handle is missing, or null.</exception>
    public void Require(IDictionary<string, JsonElement>? arguments)
    {
        foreach (var parameter in _parameters)
        {
            if (parameter.IsOptional)
                continue;
            if (arguments is null || !arguments.TryGetValue(parameter.Name, out var value) || value.ValueKind is JsonValueKind.Null)
                throw new SessionHandleException(parameter.Kind);
        }
    }

    /// <summary>The SDK cannot see what a converter reads, and declares such a parameter without a type.</summary>
    private void Declare(Tool tool)
    {
        if (JsonNode.Parse(tool.InputSchema.GetRawText()) is not JsonObject schema || schema["properties"] is not JsonObject properties)
            return;

        foreach (var parameter in _parameters)
        {
            // A type without any keyword of its own is the schema "true".
            var property = properties[parameter.Name] as JsonObject ?? [];
            property["type"] ??= parameter.IsOptional ? new JsonArray("string", "null") : "string";
            property["description"] ??= $"The handle of the {parameter.Kind}, as the tool that opened it returned it.";
            properties[parameter.Name] = property;
        }

        tool.InputSchema = JsonSerializer.SerializeToElement(schema);
    }
}
