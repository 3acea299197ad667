using System.Reflection;

namespace SessionOrleans.AspNetCore.Tests.Hosts;

/// <summary>A store as an application wraps one: it counts calls and passes them on.</summary>
public class WrappedStore : DispatchProxy
{
    private ISessionStore _inner = null!;
    private int _calls;

    /// <summary>Wraps a store.</summary>
    public static ISessionStore Around(ISessionStore inner)
    {
        var store = Create<ISessionStore, WrappedStore>();
        ((WrappedStore)(object)store)._inner = inner;
        return store;
    }

    /// <summary>How many calls were passed on.</summary>
    public static int CallsOf(ISessionStore wrapped) => ((WrappedStore)(object)wrapped)._calls;

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Interlocked.Increment(ref _calls);
        return targetMethod!.Invoke(_inner, args);
    }
}
