using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionOrleans;
using SessionOrleans.Hosting;
using SessionOrleans.Mcp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an MCP server the tools that every kind of session needs.</summary>
public static class SessionLifecycleMcpServerBuilderExtensions
{
    /// <summary>
    /// Adds the tools <c>create_basket</c>, <c>list_baskets</c> and <c>end_basket</c> for sessions of a kind named <c>basket</c>; your own
    /// tools take a <see cref="ToolSession{T}"/> of it.
    /// </summary>
    /// <remarks>
    /// <para>A new session holds a new <typeparamref name="T"/>. Sessions are the caller's, as with <see cref="IToolSessions"/>, and listed
    /// for that one alone; the tools themselves are listed for everybody alike. How long a session lives is in the description of what
    /// creates it, and of every parameter that is a <see cref="ToolSession{T}"/> of it and has no description of its own. Results with
    /// handles have the kind in their <c>_meta</c>, as <c>sessionorleans/handle</c>.</para>
    /// <para>Implies <c>WithSessionStore()</c>. Calling it again for a type adds options only. A server with another tool of such a name
    /// does not start.</para>
    /// </remarks>
    /// <typeparam name="T">What a session holds: a class with a <see cref="SessionKindAttribute"/>.</typeparam>
    /// <param name="builder">The server.</param>
    /// <param name="name">What tools and arguments call one of them; null: the kind of <typeparamref name="T"/>.</param>
    /// <param name="configure">How long sessions live, and what the tools are called.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> has no <see cref="SessionKindAttribute"/>.</exception>
    [RequiresUnreferencedCode(Trimming.NotSupported)]
    [RequiresDynamicCode(Trimming.NotSupported)]
    public static IMcpServerBuilder WithSessionTools<T>(
        this IMcpServerBuilder builder, string? name = null, Action<SessionKindOptions<T>>? configure = null)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        _ = SessionKind.Of(typeof(T));
        var services = builder.WithSessionStore().Services;

        services.TryAddEnumerable(ServiceDescriptor.Singleton<LifecycleTools, LifecycleToolsOf<T>>());
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SessionKindOptions<T>>, SessionKindOptionsValidator<T>>());
        services.AddOptions<SessionKindOptions<T>>().ValidateOnStart();
        if (name is not null)
            services.Configure<SessionKindOptions<T>>(options => options.Name = name);
        if (configure is not null)
            services.Configure(configure);
        return builder;
    }
}
