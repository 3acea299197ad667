using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>Tools that take their time, ask, and fail.</summary>
public sealed class WorkTools
{
    [McpServerTool]
    public static async Task<string> Work(Gate gate, string name, CancellationToken ct)
    {
        gate.Open($"{name} begun");
        try
        {
            await gate.WaitAsync($"{name} go", ct);
            return $"{name} done";
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            gate.Open($"{name} cancelled");
            throw;
        }
    }

    /// <summary>Works on whether it is cancelled or not.</summary>
    [McpServerTool]
    public static async Task<string> WorkOn(Gate gate, string name)
    {
        gate.Open($"{name} begun");
        await gate.WaitAsync($"{name} go");
        return $"{name} done";
    }

    [McpServerTool]
    public static async Task<string> Ask(McpServer server, string[] questions, CancellationToken ct)
    {
        var answers = await Task.WhenAll(questions.Select(question => AskOneAsync(server, question, ct)));
        return string.Join(',', answers);
    }

    [McpServerTool]
    public static string WhoAmI(SessionUser caller) => caller.Id ?? "nobody";

    [McpServerTool]
    public static string Refuse() => throw new McpException("No.");

    [McpServerTool]
    public static string Break() =>
        throw new McpProtocolException("Broken.", McpErrorCode.InvalidRequest) { Data = { ["what"] = "glass" } };

    /// <summary>Ends its call with a question, as calls that are no tasks do, and asks again where its state is another's.</summary>
    [McpServerTool]
    public static async Task<string> AskAndEnd(string name, IRequestState<Plan> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is { Rounds: 1 } plan)
            return $"{plan.Name} is {state.Answer("second")?.Content?["answer"]}";
        var key = state.Answer("first") is null ? "first" : "second";
        var form = new ElicitRequestParams.RequestSchema { Properties = { ["answer"] = new ElicitRequestParams.StringSchema() } };
        throw await state.AskAsync(
            new(name, key == "first" ? 0 : 1), key, new() { Message = $"{key} of {name}", RequestedSchema = form }, ct);
    }

    /// <summary>Ends its call as often as it is made.</summary>
    [McpServerTool]
    public static string AskForEver() => throw new InputRequiredException(new InputRequiredResult { RequestState = "state" });

    /// <summary>Ends with a state that is none, as if it had been changed on the way.</summary>
    [McpServerTool]
    public static async Task<string> TakeForged(
        RequestContext<CallToolRequestParams> call, IRequestState<Plan> state, CancellationToken ct) =>
        call.Params.RequestState is null
            ? throw new InputRequiredException(new InputRequiredResult { RequestState = "forged" })
            : $"{await state.TakeAsync(ct)}";

    /// <summary>One question after the other.</summary>
    [McpServerTool]
    public static async Task<string> AskInTurn(McpServer server, string[] questions, CancellationToken ct)
    {
        var answers = new List<string>();
        foreach (var question in questions)
            answers.Add(await AskOneAsync(server, question, ct));
        return string.Join(',', answers);
    }

    [McpServerTool]
    public static async Task<string> Sample(McpServer server, CancellationToken ct)
    {
#pragma warning disable MCP9005 // On its way out of the protocol, and still in it.
        var said = await server.SampleAsync(new() { Messages = [], MaxTokens = 10 }, ct);
#pragma warning restore MCP9005
        return ((TextContentBlock)said.Content.Single()).Text;
    }

    [McpServerTool]
    public static string Large() => new('x', 2 << 20);

    private static async Task<string> AskOneAsync(McpServer server, string question, CancellationToken ct)
    {
        var schema = new ElicitRequestParams.RequestSchema { Properties = { ["answer"] = new ElicitRequestParams.StringSchema() } };
        var result = await server.ElicitAsync(new() { Message = question, RequestedSchema = schema }, ct);
        return $"{question}={result.Content?["answer"].GetString()}";
    }

    /// <summary>What a tool knows between its calls.</summary>
    public sealed record Plan(string Name, int Rounds);
}
