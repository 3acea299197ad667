using System.Collections.Concurrent;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace Conformance.Server;

/// <summary>The same server as the SDK alone has it: sessions, events and subscriptions in this process. It has no tasks.</summary>
internal static class SdkKeeper
{
    private static readonly ConcurrentDictionary<(string?, string), bool> Subscribed = new();

    public static WebApplication Build(WebApplicationBuilder builder, IMcpServerBuilder server)
    {
        builder.Services.AddDistributedMemoryCache();
#pragma warning disable MCP9006 // Obsolete, as all that concerns sessions of the transport.
        builder.Services.Configure<HttpServerTransportOptions>(
            static http => http.SessionMode = HttpServerSessionMode.StatefulForInitializeClients);
        server.WithDistributedCacheEventStreamStore();
#pragma warning restore MCP9006
        server.WithTools<SdkStateTools>()
            .WithSubscribeToResourcesHandler(static (context, _) =>
            {
                Subscribed[(context.Server.SessionId, context.Params.Uri)] = true;
                return ValueTask.FromResult(new EmptyResult());
            })
            .WithUnsubscribeFromResourcesHandler(static (context, _) =>
            {
                Subscribed.TryRemove((context.Server.SessionId, context.Params.Uri), out var _);
                return ValueTask.FromResult(new EmptyResult());
            });
        return builder.Build();
    }
}
