namespace SessionOrleans;

/// <summary>The most frequent question.</summary>
public static class RequestStateExtensions
{
    /// <summary>Seals a state and makes the exception that ends the call with one question to the user: <c>throw await
    /// state.AskAsync(...)</c>.</summary>
    /// <param name="requestState">The call's.</param>
    /// <param name="state">What the tool wants to know when the answer comes.</param>
    /// <param name="key">The key to ask <see cref="IRequestState{T}.Answer"/> for.</param>
    /// <param name="question">The message, and the schema of the answer; an empty one asks for yes or no.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="IRequestState{T}.AskAsync" path="/exception"/>
    public static Task<InputRequiredException> AskAsync<T>(
        this IRequestState<T> requestState, T state, string key, ElicitRequestParams question,
        CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(requestState);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(question);
        return requestState.AskAsync(
            state, new Dictionary<string, InputRequest> { [key] = InputRequest.ForElicitation(question) }, cancellationToken);
    }
}
