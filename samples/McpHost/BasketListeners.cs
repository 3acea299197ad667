using SessionOrleans;

namespace McpHost;

/// <summary>Tells clients that listen to a basket (subscriptions/listen) to look again, whichever host they listen to.</summary>
public sealed class BasketListeners(IServerChanges changes)
{
    /// <summary>Call it after the change.</summary>
    public async Task TellAsync(ToolSession<Cart> basket, CancellationToken ct)
    {
        try
        {
            await changes.AnnounceResourceAsync(BasketResources.UriOf(basket), cancellationToken: ct);
        }
        catch (SessionStoreUnavailableException)
        {
            // What was changed is changed: an error here would have the caller do it again.
        }
    }
}
