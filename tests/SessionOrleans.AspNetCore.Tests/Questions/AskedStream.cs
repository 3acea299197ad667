using System.Text.Json;

namespace SessionOrleans.AspNetCore.Tests.Questions;

/// <summary>The messages of one call, as they come.</summary>
public sealed class AskedStream(HttpResponseMessage response) : IDisposable
{
    private StreamReader? _reader;

    /// <summary>The next message.</summary>
    public async Task<JsonElement> NextAsync()
    {
        _reader ??= new(await response.Content.ReadAsStreamAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                return JsonElement.Parse(line["data: ".Length..]);
        }

        throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>The id of the question that comes next, as JSON.</summary>
    public async Task<string> QuestionAsync()
    {
        var asked = await NextAsync();
        Assert.Equal("elicitation/create", asked.GetProperty("method").GetString());
        return asked.GetProperty("id").GetRawText();
    }

    /// <summary>The text of the result that comes next.</summary>
    public async Task<string> ResultAsync() =>
        (await NextAsync()).GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString()!;

    public void Dispose()
    {
        _reader?.Dispose();
        response.Dispose();
    }
}
