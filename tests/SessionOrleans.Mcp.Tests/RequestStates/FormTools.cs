namespace SessionOrleans.Mcp.Tests.RequestStates;

/// <summary>A payment that takes two steps: how much, then whether surely. And one question of each kind of field.</summary>
public sealed class FormTools
{
    public sealed record Payment(string Step, double Amount = 0);

    [McpServerTool]
    public static async Task<string> Pay(IRequestState<Payment> state, CancellationToken ct)
    {
        var payment = await state.TakeAsync(ct) ?? throw await state.AskAsync(new Payment("amount"), "amount", AmountForm(), ct);
        if (state.Answer("sure")?.IsAccepted is true)
            return $"Paid {payment.Amount}.";
        if (state.Answer("amount")?.Content is not { } form)
            return "Nothing was paid.";
        var amount = form["amount"].GetDouble();
        throw await state.AskAsync(new Payment("sure", amount), "sure", new() { Message = "Sure?", RequestedSchema = new() }, ct);
    }

    [McpServerTool]
    public static async Task<string> Fill(IRequestState<Payment> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is null)
            throw await state.AskAsync(new Payment("form"), "form", Form(), ct);
        var answer = state.Answer("form");
        return answer is null ? "no answer" : $"{answer.Action} {JsonSerializer.Serialize(answer.Content)}";
    }

    /// <summary>Asks with sampling, and does or does not take the response for a form.</summary>
    [McpServerTool]
    public static async Task<string> Oracle(bool asForm, IRequestState<Payment> state, CancellationToken ct)
    {
        if (await state.TakeAsync(ct) is null)
        {
            var question = new InputRequest
            {
                Method = "sampling/createMessage",
                Params = JsonSerializer.SerializeToElement(new { messages = Array.Empty<object>(), maxTokens = 10 }),
            };
            throw await state.AskAsync(new Payment("oracle"), new Dictionary<string, InputRequest> { ["said"] = question }, ct);
        }

        return asForm ? $"{state.Answer("said")}" : $"{state.Response("said")?.RawValue.GetProperty("model").GetString()}";
    }

    private static ElicitRequestParams AmountForm() => new()
    {
        Message = "How much?",
        RequestedSchema = new()
        {
            Properties = { ["amount"] = new ElicitRequestParams.NumberSchema { Minimum = 1, Maximum = 100 } },
            Required = ["amount"],
        },
    };

    private static ElicitRequestParams Form() => new()
    {
        Message = "Fill in.",
        RequestedSchema = new()
        {
            Properties =
            {
                ["name"] = new ElicitRequestParams.StringSchema { MinLength = 2, MaxLength = 5 },
                ["mail"] = new ElicitRequestParams.StringSchema { Format = "email" },
                ["count"] = new ElicitRequestParams.NumberSchema { Type = "integer", Minimum = 0, Maximum = 3 },
                ["yes"] = new ElicitRequestParams.BooleanSchema(),
                ["size"] = new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["s", "l"] },
                ["colour"] = new ElicitRequestParams.TitledSingleSelectEnumSchema
                {
                    OneOf = [new() { Const = "r", Title = "Red" }, new() { Const = "g", Title = "Green" }],
                },
                ["tags"] = new ElicitRequestParams.UntitledMultiSelectEnumSchema
                {
                    MinItems = 1, MaxItems = 2, Items = new() { Enum = ["a", "b", "c"] },
                },
            },
            Required = ["name"],
        },
    };
}
