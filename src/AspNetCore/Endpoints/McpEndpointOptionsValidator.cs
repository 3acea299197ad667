using Microsoft.Extensions.Options;

namespace SessionOrleans.AspNetCore.Endpoints;

/// <summary>The limits of <see cref="McpEndpointOptions"/>.</summary>
internal sealed class McpEndpointOptionsValidator : IValidateOptions<McpEndpointOptions>
{
    private const long LeastBytes = 1024;

    public ValidateOptionsResult Validate(string? name, McpEndpointOptions options)
    {
        var failures = new List<string>();
        if (options.AllowedHosts?.FirstOrDefault(host => string.IsNullOrWhiteSpace(host) || host.Contains('/')) is { } noHost)
        {
            failures.Add($"{nameof(McpEndpointOptions)}.{nameof(options.AllowedHosts)} has '{noHost}'. Name hosts without scheme and port, "
                + "as mcp.example.com.");
        }

        if (options.AllowedOrigins?.FirstOrDefault(origin => origin != AllowedRequests.Any && AllowedRequests.Origin(origin) is null)
            is { } noOrigin)
        {
            failures.Add($"{nameof(McpEndpointOptions)}.{nameof(options.AllowedOrigins)} has '{noOrigin}'. Name a scheme, a host and, "
                + "where it is not the scheme's own, a port, as https://app.example.com.");
        }

        if (options.MaxRequestBytes < LeastBytes)
        {
            failures.Add($"{nameof(McpEndpointOptions)}.{nameof(options.MaxRequestBytes)} is {options.MaxRequestBytes}. "
                + $"Set it to {LeastBytes:N0} or more, or to null.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
