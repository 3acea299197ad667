using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>A request to a client that waits for its answer on this host.</summary>
/// <param name="Id">Its id on the wire, unlike that of any other question on any host.</param>
/// <param name="Session">Whose client was asked: a hash of the session's id.</param>
/// <param name="LocalId">The SDK's id of it, unlike others of this session on this host alone.</param>
/// <param name="Call">The call that asks; null for one that is asked outside of calls.</param>
internal sealed record Question(string Id, string Session, RequestId LocalId, SessionCall? Call)
{
    /// <summary>The question will not be asked for any more.</summary>
    public CancellationTokenSource Over { get; } = new();

    /// <summary>An answer as the SDK waits for it.</summary>
    public JsonRpcMessage Localize(JsonRpcMessage answer) => answer switch
    {
        JsonRpcResponse response => new JsonRpcResponse { Id = LocalId, Result = response.Result, Context = response.Context },
        JsonRpcError error => new JsonRpcError { Id = LocalId, Error = error.Error, Context = error.Context },
        _ => throw new InvalidOperationException("An answer is a response or an error."),
    };

    /// <summary>Gives the answer to who asks.</summary>
    public Task DeliverAsync(SessionCall call, JsonRpcMessage answer) =>
        call.Next(new MessageContext(call.Server, Localize(answer)), CancellationToken.None);

    /// <summary>Tells who asks that no answer comes, and why.</summary>
    public Task DeliverAsync(SessionCall call, string why) => DeliverAsync(call, new JsonRpcError
    {
        Id = LocalId, Error = new() { Code = (int)McpErrorCode.InvalidRequest, Message = why },
    });
}
