using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Server;

/// <summary>Tools that ask within the call, as clients of earlier revisions know it.</summary>
internal sealed class AskingTools
{
#pragma warning disable MCP9005 // Sampling is deprecated, and what the scenario asks for.
    [McpServerTool(Name = "test_sampling"), Description("Has the client's model answer a prompt.")]
    public static async Task<string> Sample(McpServer server, [Description("The prompt.")] string prompt, CancellationToken ct)
    {
        var said = await server.SampleAsync(
            new CreateMessageRequestParams
            {
                Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
                MaxTokens = 100,
            },
            ct);
        return $"LLM response: {said.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}";
    }
#pragma warning restore MCP9005

    [McpServerTool(Name = "test_elicitation"), Description("Asks the user for a name and an address.")]
    public static Task<string> Elicit(McpServer server, [Description("What to say.")] string message, CancellationToken ct) =>
        AskAsync(server, message, Forms.Of(("username", Forms.Text("User's response")), ("email", Forms.Text("User's email address"))), ct);

    [McpServerTool(Name = "test_elicitation_sep1034_defaults"), Description("Asks with a default for each field.")]
    public static Task<string> ElicitDefaults(McpServer server, CancellationToken ct) =>
        AskAsync(server, "Please look through the defaults.", Forms.WithDefaults(), ct);

    [McpServerTool(Name = "test_elicitation_sep1330_enums"), Description("Asks for a choice in each way.")]
    public static Task<string> ElicitChoices(McpServer server, CancellationToken ct) =>
        AskAsync(server, "Please choose.", Forms.OfChoices(), ct);

    private static async Task<string> AskAsync(
        McpServer server, string message, ElicitRequestParams.RequestSchema form, CancellationToken ct)
    {
        var answer = await server.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = form }, ct);
        return $"Elicitation completed: action={answer.Action}, content={JsonSerializer.Serialize(answer.Content)}";
    }
}
