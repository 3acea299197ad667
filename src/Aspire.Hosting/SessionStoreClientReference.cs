using Aspire.Hosting.ApplicationModel;

namespace SessionOrleans;

/// <summary>A session store, for hosts that are clients of its silos and carry no sessions themselves. Made by <c>AsClient</c>.</summary>
public sealed class SessionStoreClientReference
{
    internal SessionStoreClientReference(IResourceBuilder<SessionStoreResource> store) => Store = store;

    internal IResourceBuilder<SessionStoreResource> Store { get; }
}
