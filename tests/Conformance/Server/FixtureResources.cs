using System.ComponentModel;
using System.Text;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Server;

/// <summary>A text, some bytes, a template, and one to listen to.</summary>
internal sealed class FixtureResources
{
    [McpServerResource(UriTemplate = "test://static-text", Name = "text", MimeType = "text/plain"), Description("A text.")]
    public static string Text() => "This is the content of the static text resource.";

    [McpServerResource(UriTemplate = "test://static-binary", Name = "image", MimeType = "image/png"), Description("An image.")]
    public static BlobResourceContents Image() =>
        new() { Uri = "test://static-binary", MimeType = "image/png", Blob = Encoding.UTF8.GetBytes(Fixtures.Png) };

    [McpServerResource(UriTemplate = "test://template/{id}/data", Name = "data", MimeType = "application/json")]
    [Description("Data of an id.")]
    public static string Data(string id) => $$"""{"id":"{{id}}","templateTest":true,"data":"Data for ID: {{id}}"}""";

    [McpServerResource(UriTemplate = "test://watched-resource", Name = "watched", MimeType = "text/plain")]
    [Description("A text to listen to.")]
    public static string Watched() => "Watched.";
}
