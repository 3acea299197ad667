using System.Text.Json.Serialization;

namespace SessionOrleans.Sessions;

/// <summary>
/// Marks a type that the server supplies and that is never read from what a caller writes. JSON is asked for such a type only where the
/// server has no service of it. The MCP SDK asks when it makes schemas, which is when a host starts; the error names the missing call.
/// </summary>
/// <param name="call">The call that makes it a service.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
internal sealed class SuppliedByAttribute(string call) : JsonConverterAttribute
{
    public const string WithSessionStore = "AddMcpServer().WithSessionStore()";
    public const string WithSubscriptions = "AddMcpServer().WithSessionStoreSubscriptions()";
    public const string AddSessionStore = "services.AddSessionStore() or AddMcpServer().WithSessionStore()";

    public override JsonConverter? CreateConverter(Type typeToConvert) => throw new InvalidOperationException(
        $"{NameOf(typeToConvert)} is supplied by the server and never read from what a caller writes, and this server does not supply " +
        $"it. Call {call}. Register tools, prompts and resources with .WithTools<...>() and the like, or give McpServerTool.Create the " +
        "server's Services. In a result, return data: of a session its Handle.");

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
