using SessionOrleans;

namespace Conformance.Server;

/// <summary>The server on the session store.</summary>
internal static class StoreKeeper
{
    public static WebApplication Build(WebApplicationBuilder builder, IMcpServerBuilder server)
    {
        server
            .WithSessionStoreTransportSessions()
            .WithSessionStoreEventStreams()
            .WithSessionStoreSubscriptions()
            .WithSessionStoreTasks(static tasks =>
            {
                tasks.MaxRunningAnonymous = 64;
                tasks.PollInterval = TimeSpan.FromMilliseconds(50);
                tasks.ExecutionModeSelector = TaskTools.Mode;
            })
            .WithTools<StoreStateTools>()
            .WithTools<StoreChangeTools>();
        var app = builder.Build();
        app.UseSessionStoreTransportSessions();
        return app;
    }
}
