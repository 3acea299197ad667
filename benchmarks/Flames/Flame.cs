namespace SessionOrleans.Benchmarks.Flames;

/// <summary>A method, and in how many samples it was running or had called what was.</summary>
internal sealed class Flame(string name)
{
    private readonly SortedDictionary<string, Flame> _called = new(StringComparer.Ordinal);

    public string Name => name;

    public int Samples { get; private set; }

    /// <summary>What it called.</summary>
    public IEnumerable<Flame> Called => _called.Values;

    /// <param name="stack">Methods, the outermost first.</param>
    public void Add(IEnumerable<string> stack)
    {
        var flame = this;
        flame.Samples++;
        foreach (var method in stack)
        {
            if (!flame._called.TryGetValue(method, out var called))
                flame._called[method] = called = new(method);
            flame = called;
            flame.Samples++;
        }
    }
}
