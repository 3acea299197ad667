using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace SessionOrleans.Mcp.Tests.EndToEnd;

/// <summary>A command that McpHost prints or README names, read as curl reads it.</summary>
public sealed partial record CurlLine(string Text)
{
    /// <summary>Where the host listens.</summary>
    public Uri Endpoint => new(UrlPattern().Match(Text).Groups["url"].Value);

    /// <summary>Sends what curl would send. (A machine that runs the tests need not have curl.)</summary>
    public async Task<string> RunAsync()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, Endpoint) { Content = new StringContent(BodyPattern().Match(Text).Groups["body"].Value) };
        foreach (Match header in HeaderPattern().Matches(Text))
        {
            var (name, value) = (header.Groups["name"].Value, header.Groups["value"].Value);
            if (name is "Content-Type")
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("^curl -s (?<url>http://[^ ]+) ")]
    private static partial Regex UrlPattern();

    [GeneratedRegex("-H '(?<name>[^:]+): (?<value>[^']+)'")]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"-d '(?<body>[^']+)'\s*$")]
    private static partial Regex BodyPattern();
}
