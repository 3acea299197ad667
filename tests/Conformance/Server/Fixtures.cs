using ModelContextProtocol.Protocol;

namespace Conformance.Server;

/// <summary>What both keepers have in common.</summary>
internal static class Fixtures
{
    /// <summary>A red pixel, as a PNG.</summary>
    public const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /// <summary>A single sample of silence, as a WAV.</summary>
    public const string Wav = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

    public static IMcpServerBuilder WithFixtures(this IMcpServerBuilder server) => server
        .WithTools<ContentTools>()
        .WithTools<AskingTools>()
        .WithTools<InputTools>()
        .WithTools<StreamTools>()
        .WithTools<TaskTools>()
        .WithTools([SchemaTool.Create()])
        .WithPrompts<FixturePrompts>()
        .WithResources<FixtureResources>()
        .WithCompleteHandler(static (_, _) => ValueTask.FromResult(new CompleteResult { Completion = new() { Values = [], Total = 0 } }))
        .WithRequestFilters(static filters => filters.AddCallToolFilter(StreamTools.EndStream));
}
