using System.Net;
using System.Text.Json;

namespace SessionOrleans.AspNetCore.Tests.SessionMessages;

/// <summary>A session's stream on a host: what comes on it, and the id to resume after.</summary>
public sealed class OlderStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private OlderStream(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    /// <summary>The id of the latest event that had one.</summary>
    public string? LastEventId { get; private set; }

    public static async Task<OlderStream> OpenAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new(response, new(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next message; null where the stream ended.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                LastEventId = line["id: ".Length..];
            else if (line.StartsWith("data: {", StringComparison.Ordinal))
                return JsonElement.Parse(line["data: ".Length..]);
        }

        return null;
    }

    /// <summary>The next message's method, and the URI or the data that it names.</summary>
    public async Task<string> NextWordAsync()
    {
        var message = Assert.NotNull(await NextAsync());
        var method = message.GetProperty("method").GetString();
        if (!message.TryGetProperty("params", out var parameters))
            return method!;
        return parameters.TryGetProperty("uri", out var uri) ? $"{method} {uri}" : $"{method} {parameters.GetProperty("data")}";
    }

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
