using System.ComponentModel;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Server;

/// <summary>A tool for each kind of content.</summary>
internal sealed class ContentTools
{
    [McpServerTool(Name = "test_simple_text"), Description("Answers with a text.")]
    public static string Text() => "This is a simple text response for testing.";

    [McpServerTool(Name = "test_image_content"), Description("Answers with an image.")]
    public static ImageContentBlock Image() => new() { Data = Encoding.UTF8.GetBytes(Fixtures.Png), MimeType = "image/png" };

    [McpServerTool(Name = "test_audio_content"), Description("Answers with a sound.")]
    public static AudioContentBlock Audio() => new() { Data = Encoding.UTF8.GetBytes(Fixtures.Wav), MimeType = "audio/wav" };

    [McpServerTool(Name = "test_embedded_resource"), Description("Answers with a resource.")]
    public static EmbeddedResourceBlock Resource() =>
        Embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.");

    [McpServerTool(Name = "test_multiple_content_types"), Description("Answers with a text, an image and a resource.")]
    public static ContentBlock[] Mixed() =>
    [
        new TextContentBlock { Text = "Multiple content types test:" },
        Image(),
        Embedded("test://mixed-content-resource", "application/json", """{"test":"data","value":123}"""),
    ];

    [McpServerTool(Name = "test_error_handling"), Description("Fails.")]
    public static string Fail() => throw new McpException("This tool intentionally returns an error for testing");

    [McpServerTool(Name = "test_missing_capability"), Description("Needs a client that samples.")]
#pragma warning disable MCP9005 // Sampling is deprecated, and what the scenario asks for.
    public static string NeedsSampling(McpServer server) => server.ClientCapabilities?.Sampling is not null
        ? "The client can sample."
        : throw new MissingRequiredClientCapabilityException(
            new ClientCapabilities { Sampling = new() }, "This needs a client that can sample.");
#pragma warning restore MCP9005

    [McpServerTool(Name = "test_header_tool"), Description("Has a parameter that comes in a header, too.")]
    public static string Header(
        [McpHeader("Region"), Description("Where.")] string region, [Description("What.")] string query) => $"{query} in {region}";

    private static EmbeddedResourceBlock Embedded(string uri, string type, string text) =>
        new() { Resource = new TextResourceContents { Uri = uri, MimeType = type, Text = text } };
}
