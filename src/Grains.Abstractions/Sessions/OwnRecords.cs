namespace SessionOrleans.Sessions;

/// <summary>
/// The door through which our own packages come to <see cref="ReservedIds"/>. It is open to a call and to all that the call awaits, so it
/// leads through a store that an application wraps, too.
/// </summary>
internal static class OwnRecords
{
    private static readonly AsyncLocal<bool> Open = new();

    /// <summary>Whether the present call may use reserved ids.</summary>
    public static bool IsOpen => Open.Value;

    /// <summary>From here to the end of the calling async method, and in all that it calls, the door is closed.</summary>
    public static void Close() => Open.Value = false;

    /// <summary>Makes a call that may use reserved ids.</summary>
    public static T Use<T>(Func<T> call)
    {
        var before = Open.Value;
        Open.Value = true;
        try
        {
            return call();
        }
        finally
        {
            Open.Value = before;
        }
    }
}
