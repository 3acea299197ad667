using ModelContextProtocol.Server;

namespace SessionOrleans.AspNetCore.Tests.Subscriptions;

/// <summary>A resource, and a tool that changes it.</summary>
public sealed class BasketResources
{
    [McpServerResource(UriTemplate = "basket://{id}", Name = "basket")]
    public static string Basket(string id) => $"basket {id}";

    [McpServerTool]
    public static async Task<string> Change(IServerChanges changes, string uri, CancellationToken ct)
    {
        await changes.AnnounceResourceAsync(uri, cancellationToken: ct);
        return "changed";
    }
}
