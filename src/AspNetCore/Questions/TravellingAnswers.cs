using System.Text.Json;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SessionOrleans.Mcp;
using SessionOrleans.Sessions;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>
/// Brings answers to the host that asked: the answer is stored for a moment, that host is told by a signal, and says by another whether
/// somebody there waited for it. Thread-safe.
/// </summary>
internal sealed partial class TravellingAnswers(Questions questions, ISessionStore store, ILogger<TravellingAnswers> logger)
{
    /// <summary>Signals may be lost; the host that asked answers the same to each.</summary>
    private const int Attempts = 5;

    private const string Taken = "taken";
    private const string Unknown = "unknown";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly SessionWriteOptions ForAMoment = new() { TimeToLive = TimeSpan.FromMinutes(1), Sliding = false };

    private readonly OwnSessions _store = new(store);
    private readonly RecentAnswers _recent = new();
    private readonly SemaphoreSlim _beginning = new(1, 1);
    private volatile bool _isListening;

    /// <summary>Sees that answers find their way to this host, before the first question is asked. From then on as long as the store
    /// lives.</summary>
    /// <exception cref="SessionStoreUnavailableException">The store cannot be reached.</exception>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (_isListening)
            return;
        await _beginning.WaitAsync(cancellationToken);
        try
        {
            if (!_isListening)
                await _store.ListenAsync(TopicOf(questions.Host), Hear, cancellationToken);
            _isListening = true;
        }
        finally
        {
            _beginning.Release();
        }
    }

    /// <summary>Brings an answer to where it is waited for. False: nobody waits for it.</summary>
    /// <param name="answer">What the client sent.</param>
    /// <param name="sessionId">Whose client that is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SessionStoreException">It cannot be brought there now.</exception>
    public async Task<bool> BringAsync(JsonRpcMessageWithId answer, string sessionId, CancellationToken cancellationToken)
    {
        if (answer.Id.Id is not string id || Questions.HostOf(id) is not { } host)
            return false;
        var session = HashedId.Of(sessionId);
        return host == questions.Host
            ? await DeliverAsync(id, session, answer) : await SendAsync(host, id, session, answer, cancellationToken);
    }

    private static string TopicOf(string host) => ReservedIds.McpAsker + host;

    private async Task<bool> SendAsync(
        string host, string id, string session, JsonRpcMessageWithId answer, CancellationToken cancellationToken)
    {
        var kept = ReservedIds.McpAnswer + Guid.NewGuid().ToString("N");
        var told = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = await _store.ListenAsync(kept, word => Told(told, word), cancellationToken);
        var bytes = JsonSerializer.SerializeToUtf8Bytes<JsonRpcMessage>(answer, McpJsonUtilities.DefaultOptions);
        await _store.SetAsync(kept, bytes, ForAMoment, cancellationToken);
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                await _store.SendAsync(TopicOf(host), $"{id} {session} {kept}", cancellationToken);
                if (await Task.WhenAny(told.Task, Task.Delay(Patience, cancellationToken)) == told.Task)
                    return await told.Task;
            }

            return false;
        }
        finally
        {
            await _store.RemoveAsync(kept, CancellationToken.None);
        }
    }

    private static void Told(TaskCompletionSource<bool> told, string? word)
    {
        if (word is not null)
            told.TrySetResult(word == Taken);
    }

    private void Hear(string? message)
    {
        if (message?.Split(' ') is [var id, var session, var kept])
            _ = TakeAsync(id, session, kept);
    }

    private async Task TakeAsync(string id, string session, string kept)
    {
        try
        {
            var isTaken = _recent.Has(kept);
            if (!isTaken && questions.Find(id, session) is not null && await ReadAsync(kept) is { } answer
                && await DeliverAsync(id, session, answer))
            {
                isTaken = true;
                _recent.Add(kept);
            }

            await _store.SendAsync(kept, isTaken || _recent.Has(kept) ? Taken : Unknown, CancellationToken.None);
        }
        catch (Exception trouble)
        {
            LogNotTaken(trouble);
        }
    }

    private async Task<JsonRpcMessageWithId?> ReadAsync(string kept) =>
        await _store.GetAsync(kept, CancellationToken.None) is { } stored
            ? JsonSerializer.Deserialize<JsonRpcMessage>(stored.Value, McpJsonUtilities.DefaultOptions) as JsonRpcMessageWithId : null;

    private async Task<bool> DeliverAsync(string id, string session, JsonRpcMessageWithId answer)
    {
        if (questions.Find(id, session) is not { Call: { } call } question || !questions.Take(question))
            return false;
        await question.DeliverAsync(call, answer);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "An answer of a client to a question of this host could not be taken; the client's host tries again.")]
    private partial void LogNotTaken(Exception trouble);
}
