using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans.AspNetCore.Tests.Tasks;

namespace SessionOrleans.AspNetCore.Tests.Questions;

/// <summary>A tool that asks within its call.</summary>
public sealed class QuestionTools
{
    /// <summary>Asks for a yes or no; a cancelled wait opens the gate <c>cancel</c>.</summary>
    [McpServerTool]
    public static async Task<string> Ask(McpServer server, string question, Gate gate, CancellationToken ct)
    {
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (question == "Soon?")
            _ = CancelAsync(gate, impatient);
        try
        {
            var answer = await server.ElicitAsync(new ElicitRequestParams { Message = question, RequestedSchema = new() }, impatient.Token);
            return $"{question} {answer.Action}";
        }
        catch (McpException refusal)
        {
            return $"{question} {refusal.Message}";
        }
    }

    private static async Task CancelAsync(Gate gate, CancellationTokenSource impatient)
    {
        await gate.WaitAsync("impatient", CancellationToken.None);
        await impatient.CancelAsync();
    }
}
