using Microsoft.Extensions.Logging;
using SessionOrleans.Mcp;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>Sees whether the session whose client was asked is still there. Thread-safe.</summary>
internal sealed partial class QuestionWatch(ISessionStore store, ILogger<QuestionWatch> logger)
{
    /// <summary>What a tool hears whose question nobody answers any more.</summary>
    public const string Ended = "The session with the client has ended, so nobody answers any more.";

    /// <summary>Looked for on news, and so often besides.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly OwnSessions _store = new(store);

    /// <summary>Waits until the session has ended; false where the question was over before. A question does not keep its session
    /// alive.</summary>
    public async Task<bool> HasEndedAsync(string key, CancellationToken over)
    {
        var news = new SemaphoreSlim(0);
        IAsyncDisposable? listening = null;
        try
        {
            while (!over.IsCancellationRequested)
            {
                try
                {
                    listening ??= await _store.ListenToSessionAsync(key, () => news.Release(), over);
                    if (await _store.GetInfoAsync(key, over) is not { Exists: true })
                        return true;
                }
                catch (SessionStoreException trouble)
                {
                    LogNotSeen(trouble);
                }

                await news.WaitAsync(LookEvery, over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
        }
        finally
        {
            if (listening is not null)
                await listening.DisposeAsync();
        }

        return false;
    }

    [LoggerMessage(LogLevel.Warning, "Whether the session of a question lives could not be seen; it is looked for again within a minute.")]
    private partial void LogNotSeen(Exception trouble);
}
