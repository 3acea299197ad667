namespace SessionOrleans.Overload;

/// <summary>Other work for every processor of this machine, until it is disposed.</summary>
internal sealed class BusyProcessors : IDisposable
{
    private readonly List<Thread> _threads = [];
    private volatile bool _isOver;

    public BusyProcessors()
    {
        for (var processor = 0; processor < Environment.ProcessorCount; processor++)
        {
            var thread = new Thread(Work) { IsBackground = true };
            thread.Start();
            _threads.Add(thread);
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _threads.ForEach(thread => thread.Join());
    }

    private void Work()
    {
        while (!_isOver)
            Thread.SpinWait(1_000);
    }
}
