using System.ComponentModel;
using System.Text;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Server;

/// <summary>A prompt for each kind of content, and one that asks.</summary>
internal sealed class FixturePrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("A text.")]
    public static string Simple() => "This is a simple prompt for testing.";

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("A text with two arguments.")]
    public static string Arguments([Description("The first.")] string arg1, [Description("The second.")] string arg2) =>
        $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'";

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("A resource and a text.")]
    public static IEnumerable<PromptMessage> Resource([Description("Which resource.")] string resourceUri)
    {
        var text = new TextResourceContents { Uri = resourceUri, Text = "Embedded resource content for testing.", MimeType = "text/plain" };
        return [Said(new EmbeddedResourceBlock { Resource = text }), Said("Please process the embedded resource above.")];
    }

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("An image and a text.")]
    public static IEnumerable<PromptMessage> Image() =>
    [
        Said(new ImageContentBlock { MimeType = "image/png", Data = Encoding.UTF8.GetBytes(Fixtures.Png) }),
        Said("Please analyze the image above."),
    ];

    [McpServerPrompt(Name = "test_input_required_result_prompt"), Description("Asks for a context first.")]
    public static string Ask(RequestContext<GetPromptRequestParams> call) =>
        call.Params.InputResponses?.TryGetValue("user_context", out var answer) is true
            ? $"Go on with {answer.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.Content?["context"]}."
            : throw InputTools.Ask("user_context", Forms.AskText("What context should the prompt use?", "context"));

    private static PromptMessage Said(string text) => Said(new TextContentBlock { Text = text });

    private static PromptMessage Said(ContentBlock content) => new() { Role = Role.User, Content = content };
}
