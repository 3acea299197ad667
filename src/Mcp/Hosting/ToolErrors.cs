using System.Globalization;
using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp;

/// <summary>
/// Turns the store's errors into tool errors. The SDK shows a tool's caller the message of its own exceptions only; what the store says
/// is meant for the caller too, and lets a model do the right thing next.
/// </summary>
internal sealed partial class ToolErrors(ILogger logger)
{
    /// <summary>In the result's <c>_meta</c>: when trying again makes sense, in milliseconds from now.</summary>
    public const string RetryAfterKey = "sessionorleans/retryAfterMs";

    /// <summary>Where the store checks its callers' arguments and their patience.</summary>
    private static readonly string?[] OurAssemblies =
        [typeof(SessionStoreOptions).Assembly.GetName().Name, typeof(ISessionStore).Assembly.GetName().Name, typeof(ToolErrors).Assembly.GetName().Name];

    /// <summary>
    /// Whether an exception is the store's. An <see cref="ArgumentException"/> or <see cref="TimeoutException"/> is if the store threw it;
    /// one
    /// from elsewhere may say what is no caller's business.
    /// </summary>
    public static bool IsForCaller(Exception exception) =>
        exception is SessionStoreException
        || (exception is ArgumentException or TimeoutException && OurAssemblies.Contains(exception.Source));

    public CallToolResult Answer(string tool, Exception exception)
    {
        Log(tool, exception);
        var text = exception.Message;
        JsonObject? meta = null;
        if ((exception as SessionStoreException)?.RetryAfter is { } retryAfter)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{text} Try again in {retryAfter.TotalSeconds:0.###} s.");
            meta = new() { [RetryAfterKey] = (long)retryAfter.TotalMilliseconds };
        }

        return new() { IsError = true, Content = [new TextContentBlock { Text = text }], Meta = meta };
    }

    /// <summary>For what has no result to put an error into: the SDK passes on the message of this one.</summary>
    public McpException Rethrown(string method, Exception exception)
    {
        Log(method, exception);
        return new(exception.Message, exception);
    }

    private void Log(string called, Exception exception)
    {
        if (exception is SessionStoreUnavailableException or SessionOutcomeUnknownException)
            StoreFailed(called, exception);
        else
            CallRefused(called, exception.GetType().Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Called} failed for want of the session store.")]
    private partial void StoreFailed(string called, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A call of {Called} was refused: {Reason}.")]
    private partial void CallRefused(string called, string reason);
}
