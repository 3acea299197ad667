using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Mcp;

/// <summary>
/// The services of one call, and its sessions. The SDK asks for a parameter by its type alone, in the order of the method's parameters; so
/// sessions of one type are handed out in that order, each once.
/// </summary>
internal sealed class ServicesWithSessions : IServiceProvider, IKeyedServiceProvider
{
    private readonly IServiceProvider? _services;
    private readonly Dictionary<Type, Queue<object?>> _sessions;

    public ServicesWithSessions(IServiceProvider? services, IEnumerable<(Type Type, object? Session)> sessions)
    {
        _services = services;
        _sessions = sessions
            .GroupBy(bound => bound.Type, bound => bound.Session)
            .ToDictionary(ofType => ofType.Key, ofType => new Queue<object?>(ofType));
    }

    public object? GetService(Type serviceType)
    {
        if (_sessions.TryGetValue(serviceType, out var sessions))
            return sessions.TryDequeue(out var session) ? session : throw ElsewhereOnly();
        return ToolSessionParameter.ValueOf(serviceType, typeof(ToolSession<>)) is null
            ? _services?.GetService(serviceType)
            : throw ElsewhereOnly();
    }

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        (_services as IKeyedServiceProvider)?.GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        GetKeyedService(serviceType, serviceKey)
        ?? throw new InvalidOperationException($"No service of type '{serviceType}' with key '{serviceKey}' is registered.");

    private static InvalidOperationException ElsewhereOnly() => new(
        "A ToolSession<T> is a parameter of the tool's or prompt's method, and no other service. Elsewhere, as in a constructor, take " +
        "IToolSessions, and open the handle with Open<T>(handle).");
}
