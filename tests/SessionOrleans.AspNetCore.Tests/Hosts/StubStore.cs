using System.Collections.Concurrent;
using System.Reflection;

namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>A store of which only the status and one outcome matter.</summary>
public class StubStore : DispatchProxy
{
    private readonly ConcurrentQueue<string> _asked = new();
    private SessionStoreStatus? _status;
    private Exception? _trouble;

    /// <summary>A store that finds nothing, or fails.</summary>
    public static ISessionStore Create(SessionStoreStatus status, Exception? trouble = null)
    {
        var store = Create<ISessionStore, StubStore>();
        var stub = (StubStore)(object)store;
        (stub._status, stub._trouble) = (status, trouble);
        return store;
    }

    /// <summary>The ids that it was asked for.</summary>
    public static IReadOnlyCollection<string> AskedOf(ISessionStore store) => ((StubStore)(object)store)._asked;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_Status" => _status,
        nameof(ISessionStore.GetAsync) => Task.FromException<Session<byte[]>?>(_trouble!),
        nameof(ISessionStore.GetInfoAsync) => Answer((string)args![0]!),
        _ => throw new NotSupportedException(targetMethod?.Name),
    };

    private Task<SessionInfo?> Answer(string id)
    {
        _asked.Enqueue(id);
        return _trouble is null ? Task.FromResult<SessionInfo?>(null) : Task.FromException<SessionInfo?>(_trouble);
    }
}
