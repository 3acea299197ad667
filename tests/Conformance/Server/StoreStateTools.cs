using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace Conformance.Server;

/// <summary>Tools that know something between a question and its answer, kept by the store.</summary>
internal sealed class StoreStateTools
{
    [McpServerTool(Name = "test_input_required_result_request_state"), Description("Asks for a yes, and keeps a state.")]
    public static Task<string> Confirm(IRequestState<Round> state, CancellationToken ct) => ConfirmAsync(state, "state-ok", ct);

    [McpServerTool(Name = "test_input_required_result_tampered_state"), Description("Asks for a yes, and keeps a sealed state.")]
    public static Task<string> ConfirmSealed(IRequestState<Round> state, CancellationToken ct) => ConfirmAsync(state, "untampered", ct);

    [McpServerTool(Name = "test_input_required_result_multiple_inputs"), Description("Asks three things at once.")]
    public static async Task<string> AskThree(IRequestState<Round> state, CancellationToken ct) => await state.TakeAsync(ct) is not null
        ? "All is answered."
        : throw await state.AskAsync(new(1), InputTools.AllThree(), ct);

    [McpServerTool(Name = "test_input_required_result_multi_round"), Description("Asks twice.")]
    public static async Task<string> AskTwice(IRequestState<Round> state, CancellationToken ct)
    {
        var asked = (await state.TakeAsync(ct))?.Number ?? 0;
        if (asked == 2)
            return "Both are answered.";
        var question = asked == 0
            ? Forms.AskText("Step 1: What is your name?", "name") : Forms.AskText("Step 2: What is your favorite color?", "color");
        throw await state.AskAsync(new(asked + 1), new Dictionary<string, InputRequest> { [$"step{asked + 1}"] = question }, ct);
    }

    private static async Task<string> ConfirmAsync(IRequestState<Round> state, string confirmed, CancellationToken ct) =>
        await state.TakeAsync(ct) is not null
            ? confirmed
            : throw await state.AskAsync(
                new(1), new Dictionary<string, InputRequest> { ["confirm"] = Forms.AskYes("Please confirm", "ok") }, ct);

    /// <summary>How many times was asked.</summary>
    internal sealed record Round(int Number);
}
