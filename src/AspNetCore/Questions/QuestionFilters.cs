using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SessionOrleans.AspNetCore.TransportSessions;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>
/// Has the questions of sessions go out under ids of our own. Nearest to the wire, so that the application's filters see the SDK's ids.
/// Thread-safe.
/// </summary>
internal sealed class QuestionFilters(Questions questions, TravellingAnswers answers, QuestionWatch watch, IHttpContextAccessor http)
    : IPostConfigureOptions<McpServerOptions>
{
    private readonly RecentCalls _recent = new();

    public void PostConfigure(string? name, McpServerOptions options)
    {
        options.Filters.Message.IncomingFilters.Insert(0, Incoming);
        options.Filters.Message.OutgoingFilters.Add(Outgoing);
    }

    private McpMessageHandler Incoming(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        if (context.Server.SessionId is { } sessionId)
        {
            if (context.JsonRpcMessage is JsonRpcMessageWithId answer and not JsonRpcRequest)
            {
                if (answer.Id.Id is not string id
                    || questions.Find(id, HashedId.Of(sessionId)) is not { } question || !questions.Take(question))
                    return;
                context.JsonRpcMessage = question.Localize(answer);
            }
            else
            {
                var key = http.HttpContext?.Features.Get<TransportSessionFeature>()?.Key;
                var call = new SessionCall(context.Server, next, key);
                call.Enter();
                _recent.Keep(HashedId.Of(sessionId), call);
            }
        }

        await next(context, cancellationToken);
    };

    private McpMessageHandler Outgoing(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        if (context.Server.SessionId is { } sessionId)
        {
            if (context.JsonRpcMessage is JsonRpcRequest request)
                context.JsonRpcMessage = await AskAsync(request, HashedId.Of(sessionId), cancellationToken);
            else if (context.JsonRpcMessage is JsonRpcNotification { Method: NotificationMethods.CancelledNotification } cancelled)
                NameCancelled(cancelled, HashedId.Of(sessionId));
        }

        await next(context, cancellationToken);
    };

    private async Task<JsonRpcRequest> AskAsync(JsonRpcRequest request, string session, CancellationToken cancellationToken)
    {
        await answers.ListenAsync(cancellationToken);
        var question = questions.Add(session, request.Id, SessionCall.Current ?? _recent.Find(session));
        if (cancellationToken.CanBeCanceled)
        {
            var forgetting = cancellationToken.UnsafeRegister(_ => questions.Take(question), null);
            question.Over.Token.UnsafeRegister(_ => forgetting.Unregister(), null);
        }

        if (question.Call is { Key: { } key } call)
            _ = FailWhenEndedAsync(question, call, key);
        return new() { Id = new(question.Id), Method = request.Method, Params = request.Params, Context = request.Context };
    }

    private async Task FailWhenEndedAsync(Question question, SessionCall call, string key)
    {
        if (await watch.HasEndedAsync(key, question.Over.Token) && questions.Take(question))
            await question.DeliverAsync(call, QuestionWatch.Ended);
    }

    /// <summary>The word that an answer is not waited for any more.</summary>
    private void NameCancelled(JsonRpcNotification cancelled, string session)
    {
        if (cancelled.Params?["requestId"] is { } localId && questions.FindLocal(localId.ToString(), session) is { } question)
        {
            cancelled.Params["requestId"] = question.Id;
            questions.Take(question);
        }
    }
}
