using FsCheck;
using FsCheck.Fluent;
using SessionOrleans.Benchmarks.Plotting;

namespace SessionOrleans.Performance.Tests.Plotting;

public sealed class LogAxisProperties
{
    private static readonly Arbitrary<int[]> Values = Gen.Choose(1, int.MaxValue).NonEmptyListOf().Select(values => values.ToArray()).ToArbitrary();

    [Fact]
    public void Around_AnyValues_HoldsThemAllAndHasFewTicks() => Prop.ForAll(Values, values =>
    {
        var axis = LogAxis.Around([.. values.Select(value => value / 1_000.0)]);
        var places = values.Select(value => axis.Place(value / 1_000.0, 0, 1)).ToArray();
        return places.All(place => place is >= -1e-6 and <= 1 + 1e-6)
            && axis.Ticks.Count is >= 2 and <= 14
            && axis.Ticks.SequenceEqual(axis.Ticks.Order())
            && axis.Ticks.All(tick => axis.Place(tick, 0, 1) is >= -1e-6 and <= 1 + 1e-6);
    }).QuickCheckThrowOnFailure();
}
