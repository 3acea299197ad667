using System.Collections.Concurrent;
using ModelContextProtocol.Protocol;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>
/// The questions of this host that wait for answers. The SDK numbers them from one, in each session on each host; on the wire each has an
/// id of its own, which also says which host asked. Thread-safe.
/// </summary>
internal sealed class Questions
{
    private const int HostLength = 32;

    private readonly ConcurrentDictionary<string, Question> _waiting = [];
    private long _asked;

    /// <summary>This host, in the ids of its questions.</summary>
    public string Host { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The host that asked, of a question's id; null for what is no id of ours.</summary>
    public static string? HostOf(string id) =>
        id.Length is > HostLength + 1 and < 2 * HostLength && id[HostLength] == '-'
            && Guid.TryParseExact(id.AsSpan(0, HostLength), "N", out _) ? id[..HostLength] : null;

    /// <summary>Adds one. Who adds it has to take it off where it is not asked any more.</summary>
    public Question Add(string session, RequestId localId, SessionCall? call)
    {
        var question = new Question($"{Host}-{Interlocked.Increment(ref _asked)}", session, localId, call);
        _waiting[question.Id] = question;
        return question;
    }

    /// <summary>A question of that session; null where it does not wait here.</summary>
    public Question? Find(string id, string session) =>
        _waiting.TryGetValue(id, out var question) && question.Session == session ? question : null;

    /// <summary>The question that the SDK knows by that id.</summary>
    public Question? FindLocal(string localId, string session) =>
        _waiting.Values.FirstOrDefault(question => question.Session == session && question.LocalId.ToString() == localId);

    /// <summary>Takes a question off those that wait. Once: who takes it has to deliver.</summary>
    public bool Take(Question question)
    {
        if (!_waiting.TryRemove(KeyValuePair.Create(question.Id, question)))
            return false;
        question.Over.Cancel();
        return true;
    }
}
