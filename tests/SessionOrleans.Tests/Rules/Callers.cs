namespace SessionOrleans.Rules;

/// <summary>Five who use one session: three take its lock for themselves, two to update.</summary>
internal sealed class Callers
{
    private readonly Caller[] _all =
        [.. Enumerable.Range(0, 5).Select(number => new Caller(number < 3 ? LockPurpose.Hold : LockPurpose.Update))];

    public Caller this[int number] => _all[number % _all.Length];

    public IEnumerable<Caller> Others(Caller caller) => _all.Where(other => other != caller);
}
