using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SessionOrleans.Silo.Telemetry;

/// <summary>Takes what is sent to it over OTLP/HTTP, as an OpenTelemetry collector does.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string? ContentType, string Body)> _received = new();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);

            // Names and tags are UTF-8 inside protobuf: enough to look for them.
            _received.Enqueue((context.Request.Path, context.Request.ContentType, Encoding.UTF8.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    public string Url => _app.Urls.Single();

    public bool HeardOf(string path) => _received.Any(request => request.Path == path);

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>All that was sent to a path, once each of the words has been.</summary>
    public async Task<string> WaitForAsync(string path, params string[] words)
    {
        await Until.TrueAsync(
            () => Task.FromResult(words.All(word => AllOf(path).Contains(word, StringComparison.Ordinal))),
            what: $"{string.Join(", ", words)} at {path}");
        Assert.All(_received, request => Assert.Equal("application/x-protobuf", request.ContentType));
        return AllOf(path);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string AllOf(string path) => string.Concat(_received.Where(request => request.Path == path).Select(request => request.Body));
}
