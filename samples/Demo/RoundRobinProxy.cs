using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Demo;

/// <summary>A reverse proxy (YARP) that gives each request to the next server, and to the one after it where nobody listens any
/// more.</summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly McpServer[] _servers;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false,
    });

    private int _next = -1;

    private RoundRobinProxy(WebApplication app, McpServer[] servers) => (_app, _servers) = (app, servers);

    public string Url => _app.Urls.First();

    /// <summary>Which server the last request went to.</summary>
    public string Last { get; private set; } = "";

    public static async Task<RoundRobinProxy> StartAsync(params McpServer[] servers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        var proxy = new RoundRobinProxy(app, servers);
        app.Map("/{**path}", proxy.ForwardAsync);
        await app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder)
    {
        context.Request.EnableBuffering();
        for (var attempt = 1; ; attempt++)
        {
            var server = _servers[(Interlocked.Increment(ref _next) & int.MaxValue) % _servers.Length];
            Last = server.Name;
            var error = await forwarder.SendAsync(context, server.Url, _client);
            if (error is ForwarderError.None || attempt >= _servers.Length || context.Response.HasStarted || !NobodyListened(context))
                return;

            // The request reached nobody, so it may go to another.
            context.Response.Clear();
            context.Request.Body.Position = 0;
        }
    }

    private static bool NobodyListened(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()?.Exception
            is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
}
