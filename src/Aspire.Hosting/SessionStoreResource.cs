using Aspire.Hosting.ApplicationModel;

namespace SessionOrleans;

/// <summary>
/// A session store in an Aspire application: the sessions under one prefix of one Redis, and the cluster of those who carry them. It runs
/// nothing itself. Made by <c>AddSessionStore</c>.
/// </summary>
public sealed class SessionStoreResource : Resource
{
    internal SessionStoreResource(string name)
        : base(name)
    {
    }

    /// <summary>Where the sessions are kept; null until it is said.</summary>
    internal IResourceBuilder<IResourceWithConnectionString>? Redis { get; set; }

    /// <summary>With what its keys begin; null for the usual prefix.</summary>
    internal string? Prefix { get; set; }
}
