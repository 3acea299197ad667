using System.Reflection;

namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>A store of which only the status and one outcome matter.</summary>
public class StubStore : DispatchProxy
{
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

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_Status" => _status,
        nameof(ISessionStore.GetAsync) => Task.FromException<Session<byte[]>?>(_trouble!),
        nameof(ISessionStore.GetInfoAsync) =>
            _trouble is null ? Task.FromResult<SessionInfo?>(null) : Task.FromException<SessionInfo?>(_trouble),
        _ => throw new NotSupportedException(targetMethod?.Name),
    };
}
