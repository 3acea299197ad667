using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace Questions;

/// <summary>A tool that asks its caller before it does what cannot be undone.</summary>
public sealed class DraftTools
{
    [McpServerTool, Description("Begins a draft and returns its handle. It ends an hour after the last write.")]
    public static async Task<string> BeginDraft(string text, IToolSessions sessions, CancellationToken ct)
        => (await sessions.CreateAsync(new Draft(text), cancellationToken: ct)).Handle;

    /// <summary>
    /// Runs twice: the first call ends with the question, the second one comes with the answer, perhaps to another server. What was asked
    /// about travels with it, sealed: the draft as it was then.
    /// </summary>
    [McpServerTool(Destructive = true), Description("Throws a draft away, if the user says so.")]
    public static async Task<string> DiscardDraft(ToolSession<Draft> draft, IRequestState<Draft> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is not { } asked)
        {
            asked = await draft.GetAsync(ct);
            throw await state.AskAsync(asked, "sure", Question(asked), ct);
        }

        if (state.Answer("sure")?.IsAccepted is not true)
            return "It was kept.";
        if (await draft.GetAsync(ct) != asked)
            return "It was changed meanwhile, and is kept.";
        await draft.EndAsync(ct);
        return "It is gone.";
    }

    private static ElicitRequestParams Question(Draft draft) =>
        new() { Message = $"Throw away '{draft.Text}'?", RequestedSchema = new() };
}
