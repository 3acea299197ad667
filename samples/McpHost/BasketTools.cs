using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace McpHost;

/// <summary>A basket: the handle comes from create_basket and goes into every other call.</summary>
public sealed class BasketTools
{
    [McpServerTool(UseStructuredContent = true)]
    [Description("Opens a basket and returns its handle. It ends an hour after the last write.")]
    public static async Task<Opened> CreateBasket(IToolSessions sessions, CancellationToken ct)
        => new((await sessions.CreateAsync(new Cart(), cancellationToken: ct)).Handle);

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

    [McpServerTool(ReadOnly = true), Description("Lists your baskets, a hundred or so at a time. You have to be signed in.")]
    public static async Task<string> ListBaskets(
        IToolSessions sessions, CancellationToken ct, [Description("Where the list goes on, as it said itself.")] string? cursor = null)
    {
        var page = await sessions.ListAsync<Cart>(cursor, cancellationToken: ct);
        var more = page.NextCursor is null ? "" : $"\nThere may be more: cursor {page.NextCursor}";
        return string.Join('\n', page.Sessions.Select(session => session.Handle)) + more;
    }

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

    /// <summary>The answer of create_basket.</summary>
    public sealed record Opened(string Basket);
}
