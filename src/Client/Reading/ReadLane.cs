using SessionOrleans.Sessions;

namespace SessionOrleans.Reading;

/// <summary>
/// Where reads meet to share messages: while one message is under way, the reads that come make up the next. Nobody waits for company: a read that finds
/// the lane empty goes by itself, and so do all while a message is overdue, since its silo may be. Thread-safe.
/// </summary>
internal sealed class ReadLane(ISessionReaderGrain reader)
{
    /// <summary>A message is usually answered in a millisecond.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMilliseconds(50);

    /// <summary>How many go by themselves before others share messages: so few are as fast with a message each.</summary>
    private const int MostAlone = 2;

    private readonly Lock _gate = new();
    private List<PendingRead> _waiting = [];
    private int _alone;
    private bool _isUnderWay;
    private volatile bool _isOverdue;

    /// <summary>A place in the next message; null: the session is to be asked by itself, and <see cref="Left"/> called when it was.</summary>
    public Task<SessionSnapshot?>? TryJoin(ReadRequest request)
    {
        PendingRead read;
        lock (_gate)
        {
            if (_isOverdue || _waiting.Count == SessionLimits.MaxReadsPerMessage || (!_isUnderWay && Volatile.Read(ref _alone) < MostAlone))
            {
                Interlocked.Increment(ref _alone);
                return null;
            }

            _waiting.Add(read = new(request));
            if (_isUnderWay)
                return read.Task;
            _isUnderWay = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static lane => lane.SendAll(), this, preferLocal: false);
        return read.Task;
    }

    /// <summary>A session that was asked by itself answered.</summary>
    public void Left() => Interlocked.Decrement(ref _alone);

    private async void SendAll()
    {
        while (Take(goesOn: true) is { Count: > 0 } reads)
        {
            try
            {
                var sessions = await AnswersAsync([.. reads.Select(read => read.Request)]);
                for (var at = 0; at < reads.Count; at++)
                    reads[at].TrySetResult(sessions[at]);
            }
            catch (Exception trouble)
            {
                foreach (var read in reads)
                    read.TrySetException(trouble);
            }
        }
    }

    private List<PendingRead> Take(bool goesOn)
    {
        lock (_gate)
        {
            var reads = _waiting;
            _waiting = [];
            _isUnderWay = !goesOn || reads.Count > 0;
            return reads;
        }
    }

    private async Task<SessionSnapshot?[]> AnswersAsync(ReadRequest[] requests)
    {
        var answers = reader.ReadNewer(requests).AsTask();
        try
        {
            return await answers.WaitAsync(Overdue);
        }
        catch (TimeoutException) when (!answers.IsCompleted)
        {
            _isOverdue = true;
        }

        // Those who came meanwhile are not held up.
        foreach (var read in Take(goesOn: false))
            read.TrySetResult(null);
        try
        {
            return await answers;
        }
        finally
        {
            _isOverdue = false;
        }
    }
}
