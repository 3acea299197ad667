using System.Collections.Immutable;
using SessionOrleans;

namespace McpHost;

/// <summary>What a basket holds. Immutable, so that an update may safely run again.</summary>
[SessionKind("basket")]
public sealed record Cart
{
    /// <summary>How many of each product.</summary>
    public ImmutableSortedDictionary<string, int> Items { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>The cart with so many more of a product.</summary>
    public Cart Add(string sku, int quantity) => this with { Items = Items.SetItem(sku, Items.GetValueOrDefault(sku) + quantity) };
}
