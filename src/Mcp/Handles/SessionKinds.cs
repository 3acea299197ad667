using System.Collections.Concurrent;

namespace SessionOrleans.Mcp;

/// <summary>The kinds of one host: each is of one type, since a handle says no more than its kind. Thread-safe.</summary>
internal sealed class SessionKinds
{
    private readonly ConcurrentDictionary<string, Type> _types = new();

    /// <exception cref="InvalidOperationException">The type has no kind, or one that another type of this host has.</exception>
    public void Add(Type type)
    {
        var kind = SessionKind.Of(type);
        var known = _types.GetOrAdd(kind, type);
        if (known != type)
            throw new InvalidOperationException(
                $"{known} and {type} are both of the kind '{kind}', so each would be read from what the other wrote. " +
                "Give one of them another [SessionKind(\"...\")].");
    }
}
