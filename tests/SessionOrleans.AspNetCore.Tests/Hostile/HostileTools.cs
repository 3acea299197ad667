using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans.AspNetCore.Tests.Tasks;

namespace SessionOrleans.AspNetCore.Tests.Hostile;

/// <summary>A tool that works until the test says so, one that asks, and a resource.</summary>
public sealed class HostileTools
{
    public sealed record Plan(string Of);

    [McpServerTool]
    public static async Task<string> Work(Gate gate, CancellationToken ct)
    {
        await gate.WaitAsync("go", ct);
        return "done";
    }

    [McpServerTool]
    public static async Task<string> Ask(IRequestState<Plan> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is not { } plan)
            throw await state.AskAsync(new Plan("plan"), "sure", new() { Message = "Sure?", RequestedSchema = new() }, ct);
        return state.Answer("sure")?.IsAccepted is true ? $"Did the {plan.Of}." : "Did nothing.";
    }

    [McpServerTool]
    public static string Ping() => "pong";

    [McpServerResource(UriTemplate = "thing://{id}", Name = "thing")]
    public static string Thing(string id) => id;
}
