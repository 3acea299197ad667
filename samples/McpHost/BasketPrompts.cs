using System.ComponentModel;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace McpHost;

/// <summary>What a user may have a model think about.</summary>
public sealed class BasketPrompts
{
    [McpServerPrompt, Description("Asks what goes with the things in a basket.")]
    public static async Task<string> SuggestMore(ToolSession<Cart> basket, CancellationToken ct)
    {
        var items = (await basket.GetAsync(ct)).Items;
        return $"My basket has {string.Join(", ", items.Select(item => $"{item.Value} x {item.Key}"))}. What goes with it?";
    }
}
