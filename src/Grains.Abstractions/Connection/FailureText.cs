namespace SessionOrleans;

/// <summary>Parts of others' messages that go into ours.</summary>
internal static class FailureText
{
    /// <summary>What stands in the first line: what follows is detail.</summary>
    public static string FirstLine(Exception failure)
    {
        var message = failure.Message;
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
