namespace SessionOrleans.Mcp.Tests.Alone;

/// <summary>A resource that one might want to listen to.</summary>
public sealed class BagResources
{
    [McpServerResource(UriTemplate = "bag://{id}", Name = "bag")]
    public static string Read(string id) => id;
}
