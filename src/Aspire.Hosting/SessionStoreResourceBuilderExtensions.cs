using Aspire.Hosting.ApplicationModel;
using SessionOrleans;

namespace Aspire.Hosting;

/// <summary>Session stores in an Aspire application.</summary>
public static class SessionStoreResourceBuilderExtensions
{
    private const string ResourceType = "SessionStore";

    /// <summary>Adds a session store. Say with <c>WithReference(redis)</c> where it keeps its sessions.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, and that of the connection string in the hosts that refer to it.</param>
    /// <returns>The store, for <c>WithReference</c> of projects, containers and executables.</returns>
    public static IResourceBuilder<SessionStoreResource> AddSessionStore(
        this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new SessionStoreResource(name))
            .WithInitialState(new() { ResourceType = ResourceType, State = KnownResourceStates.Active, Properties = [] })
            .ExcludeFromManifest();
    }

    /// <summary>Says in which Redis the store keeps its sessions. A second call takes the place of the first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="redis">What <c>AddRedis</c> or <c>AddConnectionString</c> returned, or another resource with a connection string that
    /// StackExchange.Redis reads.</param>
    /// <returns>The store.</returns>
    public static IResourceBuilder<SessionStoreResource> WithReference(
        this IResourceBuilder<SessionStoreResource> store, IResourceBuilder<IResourceWithConnectionString> redis)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(redis);
        store.Resource.Redis = redis;
        return store.WithReferenceRelationship(redis.Resource);
    }

    /// <summary>Begins the store's keys with this prefix, which names its cluster, too. Two stores on one Redis need two.</summary>
    /// <param name="store">The store.</param>
    /// <param name="prefix">As <c>SessionStoreOptions.Prefix</c>, which is <c>mcp:session:</c> unless set.</param>
    /// <returns>The store.</returns>
    public static IResourceBuilder<SessionStoreResource> WithPrefix(this IResourceBuilder<SessionStoreResource> store, string prefix)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        store.Resource.Prefix = prefix;
        return store;
    }

    /// <summary>The same store for hosts that are clients: they carry no sessions, and need a silo elsewhere.</summary>
    /// <param name="store">The store.</param>
    /// <returns>What such hosts refer to: <c>WithReference(store.AsClient())</c>.</returns>
    public static SessionStoreClientReference AsClient(this IResourceBuilder<SessionStoreResource> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new(store);
    }

    /// <summary>
    /// Gives a host the store: it carries sessions, with all others that refer to it in this way. So does a silo process. It waits for
    /// Redis, and does not start on memory instead.
    /// </summary>
    /// <param name="host">A project, container or executable that calls <c>AddSessionStore</c> or <c>WithSessionStore</c>, or a silo
    /// process.</param>
    /// <param name="store">The store.</param>
    /// <typeparam name="T">The host's type.</typeparam>
    /// <returns>The host.</returns>
    /// <exception cref="InvalidOperationException">Nobody said in which Redis the store keeps its sessions.</exception>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> host, IResourceBuilder<SessionStoreResource> store)
        where T : IResourceWithEnvironment, IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(store);
        return host.WithStore(store);
    }

    /// <summary>Gives a host the store as a client of its silos. It waits for Redis; let it wait for the silos as well
    /// (<c>WaitFor</c>).</summary>
    /// <param name="host">A project, container or executable that calls <c>AddSessionStore</c>, <c>WithSessionStore</c> or
    /// <c>AddSessionStoreClient</c>.</param>
    /// <param name="store">What <see cref="AsClient"/> returned.</param>
    /// <typeparam name="T">The host's type.</typeparam>
    /// <returns>The host.</returns>
    /// <exception cref="InvalidOperationException">Nobody said in which Redis the store keeps its sessions.</exception>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> host, SessionStoreClientReference store)
        where T : IResourceWithEnvironment, IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(store);
        return host.WithStore(store.Store).WithEnvironment("SessionStore__Hosting", "Client");
    }

    private static IResourceBuilder<T> WithStore<T>(this IResourceBuilder<T> host, IResourceBuilder<SessionStoreResource> store)
        where T : IResourceWithEnvironment, IResourceWithWaitSupport
    {
        var name = store.Resource.Name;
        var redis = store.Resource.Redis ?? throw new InvalidOperationException(
            $"Nobody said in which Redis the session store '{name}' keeps its sessions. Call WithReference(redis) on it before hosts " +
            "refer to it. A host that keeps its sessions in memory needs no such resource.");
        return host.WithReference(redis, connectionName: name)
            .WithReferenceRelationship(store.Resource)
            .WaitFor(redis)
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["SessionStore__ConnectionName"] = name;
                context.EnvironmentVariables["SessionStore__Backend"] = "Redis";
                if (store.Resource.Prefix is { } prefix)
                    context.EnvironmentVariables["SessionStore__Prefix"] = prefix;
            });
    }
}
