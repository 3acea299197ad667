using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace McpHost;

/// <summary>A basket: the handle comes from create_basket, which WithSessionTools makes, and goes into every other call.</summary>
public sealed class BasketTools
{
    [McpServerTool, Description("Adds a product to a basket.")]
    public static async Task<string> AddItem(
        ToolSession<Cart> basket, string sku, int quantity, BasketListeners listeners, CancellationToken ct)
    {
        if (quantity < 1)
            throw new McpException("quantity must be at least 1.");
        var cart = await basket.UpdateAsync(c => c.Add(sku, quantity), ct);
        await listeners.TellAsync(basket, ct);
        return $"{cart.Items.Values.Sum()} items";
    }

    [McpServerTool(ReadOnly = true, UseStructuredContent = true), Description("Shows what is in a basket.")]
    public static Task<Cart> ViewBasket(ToolSession<Cart> basket, CancellationToken ct) => basket.GetAsync(ct);

    [McpServerTool, Description("Orders what is in a basket, and ends the basket.")]
    public static async Task<string> CheckOut(ToolSession<Cart> basket, BasketListeners listeners, CancellationToken ct)
    {
        // Under the lock nothing is added between reading the basket and ending it.
        await using var held = await basket.LockAsync(cancellationToken: ct);
        var cart = held.Value<Cart>()!.Value;
        await basket.EndAsync(ct);
        await listeners.TellAsync(basket, ct);
        return $"Ordered {cart.Items.Values.Sum()} items: {string.Join(", ", cart.Items.Select(item => $"{item.Value} x {item.Key}"))}";
    }
}
