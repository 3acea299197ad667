using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Extensions.Tasks;
using ModelContextProtocol.Protocol;
using SessionOrleans.Testing;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.AspNetCore.Tests.Tasks;

/// <summary>What tests ask of a client with tasks.</summary>
public static class TaskClients
{
    /// <summary>Begins a task, and returns its id.</summary>
    public static async Task<string> BeginAsync(this McpClient client, string tool, params (string Name, object Value)[] arguments)
    {
        var begun = await client.CallToolAsTaskAsync(new()
        {
            Name = tool,
            Arguments = arguments.ToDictionary(argument => argument.Name, argument => JsonSerializer.SerializeToElement(argument.Value)),
        });
        Assert.True(begun.IsTask);
        return begun.TaskCreated!.TaskId;
    }

    /// <summary>Looks at a task until it is one of these.</summary>
    public static async Task<T> UntilAsync<T>(this McpClient client, string taskId, Func<T, bool>? isIt = null)
        where T : GetTaskResult
    {
        T? found = null;
        await Until.TrueAsync(
            async () => (found = await client.GetTaskAsync(taskId) as T) is not null && isIt?.Invoke(found) != false,
            TimeSpan.FromSeconds(30),
            $"the task is {typeof(T).Name}");
        return found!;
    }

    /// <summary>The text of what a task ended with.</summary>
    public static string Text(this CompletedTaskResult completed)
    {
        var result = completed.Result.Deserialize<CallToolResult>(McpJsonUtilities.DefaultOptions)!;
        return Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
    }

    /// <summary>The question that a request asks.</summary>
    public static string Question(this InputRequest request) => request.ElicitationParams!.Message;

    /// <summary>Answers a request.</summary>
    public static async Task AnswerAsync(this McpClient client, string taskId, string requestId, string answer) =>
        await client.UpdateTaskAsync(new()
        {
            TaskId = taskId,
            InputResponses = new Dictionary<string, InputResponse> { [requestId] = Answer(answer) },
        });

    /// <summary>An answer.</summary>
    public static InputResponse Answer(string answer) => InputResponse.FromElicitResult(new()
    {
        Action = "accept",
        Content = new Dictionary<string, JsonElement> { ["answer"] = JsonSerializer.SerializeToElement(answer) },
    });
}
