namespace SessionOrleans;

/// <summary>
/// What a tool knows between asking its caller something and getting the answer (multi-round-trip requests, 2026-07-28): the call ends with
/// the question, and the caller calls again, on whichever server, with the answer. A tool, prompt or resource takes it as a parameter; it
/// is not in the schema.
/// </summary>
/// <remarks>
/// <para>The state travels through the client as <c>requestState</c>: sealed, so that it is neither read nor changed there, and good for
/// one
/// use, within <see cref="SessionToolsOptions.RequestStateTimeToLive"/>, by the same user, in a call of the same tool with the same
/// arguments. Anything else is refused with <see cref="RequestStateException"/>, in the same words. Every server of the same
/// prefix opens what another sealed (<see cref="IRequestStateProtector"/> says with which keys). A large state stays in the store, and a
/// claim to it travels.</para>
/// <para>One instance serves one call. Not for several states in one tool: take one type that holds all.</para>
/// </remarks>
/// <typeparam name="T">What the tool keeps: any class that can be stored as JSON.</typeparam>
/// <example>
/// <code>
/// public static async Task&lt;string&gt; Empty(string folder, IRequestState&lt;Plan&gt; state, CancellationToken ct)
/// {
///     if (await state.TakeAsync(ct) is not { } plan)
///         throw await state.AskAsync(Plan.For(folder), "sure", new() { Message = $"Empty {folder}?", RequestedSchema = new() }, ct);
///     return state.Answer("sure")?.IsAccepted is true ? plan.Carry() : "Nothing was deleted.";
/// }
/// </code>
/// </example>
[SuppliedBy(SuppliedByAttribute.WithSessionStore)]
public interface IRequestState<T>
    where T : class
{
    /// <summary>
    /// The state that the call brought back, which is used up by this; null when it brought none, as a first call does. Asked again in the
    /// same call, it returns the same.
    /// </summary>
    /// <exception cref="RequestStateException">The state is changed, expired, used already, another user's, or of another call.</exception>
    /// <exception cref="RequestAnswerException">An answer does not fit its question. The state is not used.</exception>
    /// <exception cref="SessionOutcomeUnknownException">Whether the state is used up cannot be known. The caller has to start
    /// again.</exception>
    Task<T?> TakeAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// The caller's answer to a question of the state that was taken; null when there is none, and before a state was taken. Which
    /// questions were asked, and with which schema, is sealed in the state: what comes under another key is no answer, and of a form only
    /// the fields that were asked for are in the result.
    /// </summary>
    /// <param name="key">The key that the question was asked under.</param>
    /// <exception cref="InvalidOperationException">The question was no elicitation: take <see cref="Response"/>.</exception>
    ElicitResult? Answer(string key);

    /// <summary>The caller's response to what was asked under a key, of whichever kind; null when there is none, and before a state was
    /// taken.</summary>
    /// <param name="key">The key that the question was asked under.</param>
    InputResponse? Response(string key);

    /// <summary>Seals a state and makes the exception that ends the call with questions: <c>throw await state.AskAsync(...)</c>.</summary>
    /// <param name="state">What the tool wants to know when the answers come.</param>
    /// <param name="questions">The questions, by keys of the tool's own; null: none, the caller shall just call again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ModelContextProtocol.McpException">The caller's client cannot be asked this; the message says so to the
    /// caller.</exception>
    /// <exception cref="ArgumentException">The state is larger than a session may be.</exception>
    Task<InputRequiredException> AskAsync(
        T state, IDictionary<string, InputRequest>? questions = null, CancellationToken cancellationToken = default);
}
