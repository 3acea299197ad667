namespace SessionOrleans.Reading;

/// <summary>
/// Reads that share a message. A read is sent at once, by itself, if no message is under way and few reads are; otherwise it joins the next
/// message. A message that is late is not waited for: its silo may be gone, and the sessions elsewhere by now. Thread-safe.
/// </summary>
internal sealed class ReadBatch(GrainReferences<ISessionReaderGrain> readers, int number)
{
    /// <summary>A message is usually answered in a millisecond.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromMilliseconds(50);

    /// <summary>How many go by themselves before others share messages: so few are as fast with a message each.</summary>
    private const int MostAlone = 2;

    private readonly IdSpan _key = GrainIdKeyExtensions.CreateIntegerKey(number);
    private readonly Lock _gate = new();
    private List<PendingRead> _waiting = [];
    private int _alone;
    private bool _isUnderWay;
    private volatile bool _isOverdue;

    /// <summary>
    /// A place in the next message; null: the session is to be read by itself, and <see cref="Left"/> called when it was.
    /// </summary>
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

        ThreadPool.UnsafeQueueUserWorkItem(static batch => batch.SendAll(), this, preferLocal: false);
        return read.Task;
    }

    /// <summary>A session that was read by itself answered.</summary>
    public void Left() => Interlocked.Decrement(ref _alone);

    private async void SendAll()
    {
        while (Take() is { Count: > 0 } reads)
        {
            try
            {
                await SendAsync(reads);
            }
            catch (Exception)
            {
                // What the trouble is, each learns who then reads by itself.
                ReadAlone(reads);
            }
        }
    }

    private async Task SendAsync(List<PendingRead> reads)
    {
        var answer = readers[_key].ReadNewer([.. reads.Select(read => read.Request)]).AsTask();
        try
        {
            var sessions = await answer.WaitAsync(Overdue);
            for (var at = 0; at < reads.Count; at++)
                reads[at].TrySetResult(sessions[at]);
        }
        catch (TimeoutException) when (!answer.IsCompleted)
        {
            _isOverdue = true;
            ReadAlone(reads);
            ReadAlone(Take(goesOn: true));
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _isOverdue = false;
        }
    }

    private List<PendingRead> Take(bool goesOn = false)
    {
        lock (_gate)
        {
            var reads = _waiting;
            _waiting = [];
            _isUnderWay = goesOn || reads.Count > 0;
            return reads;
        }
    }

    private static void ReadAlone(List<PendingRead> reads)
    {
        foreach (var read in reads)
            read.TrySetResult(null);
    }
}
