using System.Buffers.Text;
using System.Security.Cryptography;

namespace SessionOrleans.Mcp;

/// <summary>The request state of the present call.</summary>
internal sealed class RequestState<T>(
    IRequestStateProtector protector, IOptions<SessionToolsOptions> tools, IOptions<SessionStoreOptions> options) : IRequestState<T>
    where T : class
{
    /// <summary>A use is remembered for longer than the state lives: by so much the clocks of hosts may differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    private T? _taken;
    private CheckedAnswers? _answers;

    public async Task<T?> TakeAsync(CancellationToken cancellationToken)
    {
        var call = ToolCall.Required;
        if (_taken is not null || call.Request?.Params?["requestState"] is not { } sent)
            return _taken;

        var (envelope, content) = await OpenAsync(call, sent.ToString(), cancellationToken).ConfigureAwait(false)
            ?? throw new RequestStateException();
        var state = Read(content.State) ?? throw new RequestStateException();

        // Before the state is used up, so that an answer that does not fit can be given again.
        var answers = new CheckedAnswers(content.Asked, call.Request.Params["inputResponses"]);
        await UseUpAsync(call, envelope, cancellationToken).ConfigureAwait(false);
        _answers = answers;
        return _taken = state;
    }

    public ElicitResult? Answer(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _answers?.Form(key);
    }

    public InputResponse? Response(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _answers?.Response(key);
    }

    public async Task<InputRequiredException> AskAsync(
        T state, IDictionary<string, InputRequest>? questions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        var call = ToolCall.Required;
        AskableQuestions.Require(call, questions);

        var lives = tools.Value.RequestStateTimeToLive;
        var id = RandomNumberGenerator.GetBytes(RequestStateEnvelope.IdBytes);
        var asked = (questions ?? new Dictionary<string, InputRequest>()).ToDictionary(
            question => question.Key, question => AskedQuestion.Of(question.Value));
        var bytes = new RequestStateContent(Write(state), asked).Write();
        var travels = bytes.Length <= tools.Value.MaxTravellingStateBytes;
        if (!travels)
        {
            await call.Own.SetAsync(
                KeptAt(id), bytes, new() { TimeToLive = lives, Sliding = false, Owner = call.User.Owner }, cancellationToken)
                    .ConfigureAwait(false);
        }

        var envelope = new RequestStateEnvelope(id, call.Time.GetUtcNow() + lives, travels ? bytes : null);
        return new(questions, await protector.SealAsync(
            envelope.Write(), await DigestAsync(call, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
    }

    private static string UsedAt(byte[] id) => ReservedIds.RequestStateUsed + Base64Url.EncodeToString(id);

    private static string KeptAt(byte[] id) => ReservedIds.RequestStateKept + Base64Url.EncodeToString(id);

    /// <summary>The user's barrier is a part of it, so what was sealed before it opens no more.</summary>
    private static async Task<byte[]> DigestAsync(ToolCall call, CancellationToken cancellationToken)
    {
        var user = call.User;
        return RequestContextDigest.Of(
            user, call.Request ?? throw new InvalidOperationException("A request state belongs to a request, and this is none."),
            await UserBarrier.AdmitAsync(call.Store, user, cancellationToken).ConfigureAwait(false));
    }

    private static async Task UseUpAsync(ToolCall call, RequestStateEnvelope envelope, CancellationToken cancellationToken)
    {
        // Decided by the store, so once among all hosts.
        var remembered =
            new SessionWriteOptions { TimeToLive = envelope.ExpiresAt - call.Time.GetUtcNow() + ClockTolerance, Sliding = false };
        _ = await call.Own.TrySetAsync(
            UsedAt(envelope.Id), [1], WriteCondition.IfAbsent, remembered, cancellationToken).ConfigureAwait(false)
            ?? throw new RequestStateException();
        if (envelope.Content is not null)
            return;

        try
        {
            await call.Own.RemoveAsync(KeptAt(envelope.Id), cancellationToken).ConfigureAwait(false);
        }
        catch (SessionStoreException)
        {
            // The state is the tool's by now; what is left of it goes with its time to live.
        }
    }

    private async Task<(RequestStateEnvelope Envelope, RequestStateContent Content)?> OpenAsync(
        ToolCall call, string sent, CancellationToken cancellationToken)
    {
        var opened = await protector.OpenAsync(
            sent, await DigestAsync(call, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (opened is null || RequestStateEnvelope.Read(opened) is not { } envelope || envelope.ExpiresAt <= call.Time.GetUtcNow())
            return null;

        var bytes = envelope.Content
            ?? (await call.Own.GetAsync(KeptAt(envelope.Id), cancellationToken).ConfigureAwait(false))?.Value;
        return bytes is not null && RequestStateContent.Read(bytes) is { } content ? (envelope, content) : null;
    }

    private byte[] Write(T state)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(state, options.Value.SerializerOptions);
        }
        catch (Exception trouble) when (trouble is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new UnkeepableValueException(
                $"A request state of {typeof(T).Name} cannot be written as JSON. Keep plain data in it.", trouble);
        }
    }

    /// <summary>Null for what a program of another version kept.</summary>
    private T? Read(byte[] state)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(state, options.Value.SerializerOptions);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (Exception trouble) when (trouble is NotSupportedException or InvalidOperationException)
        {
            throw new SessionValueException(
                $"A request state of {typeof(T).Name} can be written as JSON and not read. Look at its constructor and its setters.",
                trouble);
        }
    }
}
