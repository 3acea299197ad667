namespace SessionOrleans.Chaos.Checking;

/// <summary>The largest number that was known before a moment.</summary>
internal sealed class LargestBefore
{
    private readonly TimeSpan[] _moments;
    private readonly long[] _largest;

    public LargestBefore(IEnumerable<(TimeSpan Known, long Number)> numbers)
    {
        var ordered = numbers.OrderBy(number => number.Known).ToList();
        _moments = [.. ordered.Select(number => number.Known)];
        _largest = new long[_moments.Length];
        var largest = 0L;
        for (var i = 0; i < _moments.Length; i++)
            _largest[i] = largest = Math.Max(largest, ordered[i].Number);
    }

    /// <summary>0 when nothing was known before.</summary>
    public long At(TimeSpan moment)
    {
        var (low, high) = (0, _moments.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_moments[middle] < moment)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? 0 : _largest[low - 1];
    }
}
