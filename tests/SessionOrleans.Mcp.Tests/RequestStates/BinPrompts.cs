namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>A prompt and a resource that ask first.</summary>
public sealed class BinPrompts
{
    [McpServerPrompt]
    public static Task<string> AboutBin(string bin, IRequestState<BinTools.Plan> state, CancellationToken ct) => ReadBin(bin, state, ct);

    [McpServerResource(UriTemplate = "bin://{bin}", Name = "bin")]
    public static async Task<string> ReadBin(string bin, IRequestState<BinTools.Plan> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is not { } plan)
            throw await state.AskAsync(new BinTools.Plan(bin), "sure", new() { Message = "Sure?", RequestedSchema = new() }, ct);
        return $"Tell me about {plan.Secret}.";
    }
}