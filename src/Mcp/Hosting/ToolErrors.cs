using System.Globalization;
using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp;

/// <summary>
/// Turns the store's errors into tool errors. The SDK shows a tool's caller the message of its own exceptions only; what the store says
/// is meant for the caller too, and lets a model do the right thing next. What only a developer can mend goes to the log with its cause,
/// and the caller is told that calling again is no use.
/// </summary>
internal sealed partial class ToolErrors(ILogger logger)
{
    /// <summary>In the result's <c>_meta</c>: when trying again makes sense, in milliseconds from now.</summary>
    public const string RetryAfterKey = "sessionorleans/retryAfterMs";

    private const string DevelopersFault =
        "This server cannot read or keep the data that the call works on. Calling again does not help. " +
        "Tell the user that the server's administrator finds the cause in its log.";

    /// <summary>Where the store checks its callers' arguments and their patience.</summary>
    private static readonly string?[] OurAssemblies =
        [typeof(SessionStoreOptions).Assembly.GetName().Name, typeof(ISessionStore).Assembly.GetName().Name,
            typeof(ToolErrors).Assembly.GetName().Name];

    /// <summary>
    /// Whether an exception is the store's. An <see cref="ArgumentException"/> or <see cref="TimeoutException"/> is if the store threw it;
    /// one from elsewhere may say what is no caller's business.
    /// </summary>
    public static bool IsForCaller(Exception exception) =>
        exception is SessionStoreException
        || (exception is ArgumentException or TimeoutException && OurAssemblies.Contains(exception.Source));

    public CallToolResult Answer(string tool, Exception exception)
    {
        Log(tool, exception);
        var text = TextOf(exception);
        JsonObject? meta = null;
        if ((exception as SessionStoreException)?.RetryAfter is { } retryAfter)
        {
            // Some messages say it themselves, with what else can be done.
            if (!text.Contains("try again", StringComparison.OrdinalIgnoreCase))
                text = string.Create(CultureInfo.InvariantCulture, $"{text} Try again in {retryAfter.TotalSeconds:0.###} s.");
            meta = new() { [RetryAfterKey] = (long)retryAfter.TotalMilliseconds };
        }

        return new() { IsError = true, Content = [new TextContentBlock { Text = text }], Meta = meta };
    }

    /// <summary>For what has no result to put an error into: the SDK passes on the message of this one. A request that is not valid itself,
    /// as with a state that is refused, is so also where there is a result.</summary>
    public McpException Rethrown(string method, Exception exception)
    {
        Log(method, exception);
        return exception is RequestStateException or RequestAnswerException
            ? new McpProtocolException(exception.Message, exception, McpErrorCode.InvalidParams)
            : new McpException(TextOf(exception), exception);
    }

    private static bool IsDevelopersFault(Exception exception) =>
        exception is SessionValueException or UnkeepableValueException or ArgumentNullException;

    private static string TextOf(Exception exception) => IsDevelopersFault(exception) ? DevelopersFault : exception.Message;

    private void Log(string called, Exception exception)
    {
        if (IsDevelopersFault(exception))
            DataUnusable(called, exception);
        else if (exception is SessionStoreUnavailableException or SessionOutcomeUnknownException)
            StoreFailed(called, exception);
        else if (exception is SessionUserException { IsForOperator: true })
            UserUnknown(called, exception.Message);
        else
            CallRefused(called, exception.GetType().Name);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Called} failed: a value cannot be kept, or what is stored cannot be read.")]
    private partial void DataUnusable(string called, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Called} failed for want of the session store.")]
    private partial void StoreFailed(string called, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of {Called} was refused: {Reason}")]
    private partial void UserUnknown(string called, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A call of {Called} was refused: {Reason}.")]
    private partial void CallRefused(string called, string reason);
}
