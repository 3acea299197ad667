using ModelContextProtocol.Server;

namespace SessionOrleans.AspNetCore.Tests.State;

/// <summary>Tools with each kind of state.</summary>
public sealed class StateTools
{
    [McpServerTool]
    public static async Task<string> Open(IToolSessions sessions, CancellationToken ct) =>
        (await sessions.CreateAsync(new Count(0), cancellationToken: ct)).Handle;

    [McpServerTool]
    public static async Task<string> Next(ToolSession<Count> count, CancellationToken ct) =>
        $"{(await count.UpdateAsync(value => new(value.Value + 1), ct)).Value}";

    [McpServerTool]
    public static async Task<string> Mine(IToolSessions sessions, CancellationToken ct) =>
        string.Join(' ', (await sessions.ListAsync<Count>(cancellationToken: ct)).Sessions.Select(session => session.Handle));

    [McpServerTool]
    public static async Task<string> Visit(UserSession<Visits> visits, CancellationToken ct) =>
        $"{(await visits.UpdateAsync(value => new() { Number = value.Number + 1 }, cancellationToken: ct)).Number}";

    /// <summary>Asks first; <paramref name="padding"/> characters more make a state that stays in the store.</summary>
    [McpServerTool]
    public static async Task<string> Pay(int amount, int padding, IRequestState<Payment> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is not { } payment)
            throw await state.AskAsync(
                new Payment(amount, new('x', padding)), "sure", new() { Message = $"Pay {amount}?", RequestedSchema = new() }, ct);
        return state.Answer("sure")?.IsAccepted is true ? $"Paid {payment.Amount}." : "Not paid.";
    }

    [SessionKind("count")]
    public sealed record Count(int Value);

    [SessionKind("visits")]
    public sealed record Visits
    {
        public int Number { get; init; }
    }

    public sealed record Payment(int Amount, string Padding);
}
