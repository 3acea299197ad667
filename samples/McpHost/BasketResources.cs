using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace McpHost;

/// <summary>Baskets as resources, to be read and listened to.</summary>
public sealed class BasketResources
{
    [McpServerResource(UriTemplate = "shop://baskets/{basket}", Name = "basket", MimeType = "application/json")]
    [Description("What is in a basket.")]
    public static async Task<string> Basket(string basket, IToolSessions sessions, CancellationToken ct)
        => JsonSerializer.Serialize(await sessions.Open<Cart>(basket).GetAsync(ct), JsonSerializerOptions.Web);

    /// <summary>What clients listen to.</summary>
    public static string UriOf(ToolSession<Cart> basket) => $"shop://baskets/{basket.Handle}";
}
