using System.ComponentModel;

namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>Tools that ask before they act.</summary>
public sealed class BinTools
{
    public sealed record Plan(string Secret, int Round = 1);

    [McpServerTool]
    public static async Task<string> EmptyBin(string bin, IRequestState<Plan> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is not { } plan)
            throw await state.AskAsync(
                new Plan($"plan for {bin}"), "sure", new() { Message = $"Empty {bin}?", RequestedSchema = new() }, ct);
        return state.Answer("sure")?.IsAccepted is true ? $"Done: {plan.Secret}" : "Left alone.";
    }

    [McpServerTool]
    public static Task<string> EmptyOtherBin(string bin, IRequestState<Plan> state, CancellationToken ct) => EmptyBin(bin, state, ct);

    [McpServerTool]
    public static async Task<string> EmptyLargeBin(string bin, IRequestState<Plan> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is not { } plan)
            throw await state.AskAsync(
                new Plan($"{bin}:{new string('x', 100_000)}"), "sure", new() { Message = "Sure?", RequestedSchema = new() }, ct);
        return $"{plan.Secret.Length}";
    }

    [McpServerTool]
    public static async Task<string> ThreeRounds(IRequestState<Plan> state, CancellationToken ct)
    {
        var plan = await state.TakeAsync(ct) ?? new Plan("", 0);
        if (plan.Round is 3)
            return $"{plan.Secret}{(await state.TakeAsync(ct))!.Round}";
        throw await state.AskAsync(
            new Plan($"{plan.Secret}{state.Answer("name")?.Content?["name"].GetString()}/", plan.Round + 1),
            "name",
            new() { Message = "Name?", RequestedSchema = new() { Properties = { ["name"] = new ElicitRequestParams.StringSchema() } } },
            ct);
    }

    [McpServerTool]
    public static async Task<string> Later(IRequestState<Plan> state, CancellationToken ct) =>
        (await state.TakeAsync(ct))?.Secret ?? throw await state.AskAsync(new Plan("later"), cancellationToken: ct);

    [McpServerTool, Description("Has a state among what it asks with sampling, which no client here offers.")]
    public static async Task<string> Oracle(IRequestState<Plan> state, CancellationToken ct) =>
        throw await state.AskAsync(
            new Plan(""), new Dictionary<string, InputRequest> { ["x"] = new() { Method = "sampling/createMessage" } }, ct);
}
