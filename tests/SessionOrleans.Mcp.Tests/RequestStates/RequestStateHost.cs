namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>The protector of a server of its own. Two of them on one store stand for two processes.</summary>
internal static class RequestStateHost
{
    public static IRequestStateProtector Protector(ISessionStore store, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(store);
        services.AddMcpServer().WithSessionStore();
        configure?.Invoke(services);
        return services.BuildServiceProvider().GetRequiredService<IRequestStateProtector>();
    }
}
