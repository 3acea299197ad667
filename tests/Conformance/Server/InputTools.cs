using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Server;

#pragma warning disable MCP9005 // Sampling and roots are deprecated, and what the scenarios ask for.

/// <summary>Tools that end a call with a question and keep no state.</summary>
internal sealed class InputTools
{
    [McpServerTool(Name = "test_input_required_result_elicitation"), Description("Asks for a name and greets.")]
    public static string AskName(RequestContext<CallToolRequestParams> call) => Answer(call, "user_name") is { } answer
        ? $"Hello, {answer.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.Content?["name"]}!"
        : throw Ask("user_name", Forms.AskText("What is your name?", "name"));

    [McpServerTool(Name = "test_input_required_result_sampling"), Description("Has the client's model answer a question.")]
    public static string AskModel(RequestContext<CallToolRequestParams> call) => Answer(call, "capital_question") is { } answer
        ? $"{answer.Deserialize(InputResponse.CreateMessageResultJsonTypeInfo)?.Content.OfType<TextContentBlock>().First().Text}"
        : throw Ask("capital_question", Sampling("What is the capital of France?", 100));

    [McpServerTool(Name = "test_input_required_result_list_roots"), Description("Asks for the client's roots.")]
    public static string AskRoots(RequestContext<CallToolRequestParams> call) => Answer(call, "client_roots") is { } answer
        ? string.Join(", ", answer.Deserialize(InputResponse.ListRootsResultJsonTypeInfo)!.Roots.Select(root => root.Uri))
        : throw Ask("client_roots", InputRequest.ForRootsList(new()));

    [McpServerTool(Name = "test_input_required_result_capabilities"), Description("Asks whatever the client can be asked.")]
    public static string AskWhatCanBeAsked(RequestContext<CallToolRequestParams> call)
    {
        var can = call.JsonRpcRequest.Context?.ClientCapabilities;
        var questions = new Dictionary<string, InputRequest>();
        if (can?.Elicitation is not null)
            questions["user_name"] = Forms.AskText("What is your name?", "name");
        if (can?.Sampling is not null)
            questions["greeting"] = Sampling("Generate a greeting", 50);
        if (can?.Roots is not null)
            questions["client_roots"] = InputRequest.ForRootsList(new());
        return questions.Count == 0 || call.Params.InputResponses is { Count: > 0 }
            ? "There is nothing to ask." : throw new InputRequiredException(questions);
    }

    /// <summary>A question of each kind.</summary>
    public static Dictionary<string, InputRequest> AllThree() => new()
    {
        ["user_name"] = Forms.AskText("What is your name?", "name"),
        ["greeting"] = Sampling("Generate a greeting", 50),
        ["client_roots"] = InputRequest.ForRootsList(new()),
    };

    public static InputRequest Sampling(string prompt, int tokens) => InputRequest.ForSampling(new()
    {
        Messages = [new() { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
        MaxTokens = tokens,
    });

    public static InputRequiredException Ask(string key, InputRequest question) =>
        new(new Dictionary<string, InputRequest> { [key] = question });

    /// <summary>The answer under a key; null for none, and for what is no object.</summary>
    public static InputResponse? Answer(RequestContext<CallToolRequestParams> call, string key) =>
        call.Params.InputResponses?.TryGetValue(key, out var answer) is true
        && answer.RawValue.ValueKind == System.Text.Json.JsonValueKind.Object ? answer : null;
}
