using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

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
    /// Whether an exception is the store's. An <see cref="ArgumentException"/> or <see cref="TimeoutException"/> is if the store threw it; one
    /// from elsewhere may say what is no caller's business.
    /// </summary>
    public static bool IsForCaller(Exception exception) =>
        exception is SessionStoreException
        || (exception is ArgumentException or TimeoutException && OurAssemblies.Contains(exception.Source));

    public CallToolResult Answer(string tool, Exception exception)
    {
        if (exception is SessionStoreUnavailableException or SessionOutcomeUnknownException)
            StoreFailed(tool, exception);
        else
            CallRefused(tool, exception.GetType().Name);

        var text = exception.Message;
        JsonObject? meta = null;
        if ((exception as SessionStoreException)?.RetryAfter is { } retryAfter)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{text} Try again in {retryAfter.TotalSeconds:0.###} s.");
            meta = new() { [RetryAfterKey] = (long)retryAfter.TotalMilliseconds };
        }

        return new() { IsError = true, Content = [new TextContentBlock { Text = text }], Meta = meta };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tool {Tool} failed for want of the session store.")]
    private partial void StoreFailed(string tool, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A call of tool {Tool} was refused: {Reason}.")]
    private partial void CallRefused(string tool, string reason);
}
