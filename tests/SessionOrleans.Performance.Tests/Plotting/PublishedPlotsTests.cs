using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Benchmarks.Plotting;
using SessionOrleans.Testing;

namespace SessionOrleans.Performance.Tests.Plotting;

/// <summary>The plots in docs are what the saved results beside them make.</summary>
public sealed class PublishedPlotsTests
{
    private static readonly string[] Saved = File.ReadAllLines(Repository.PathOf("docs/benchmarks/growth.json"));

    [Fact]
    public void Plots_OfSavedResults_AreThoseInDocs() => Assert.All(GrowthPlots.Of(Saved), plot =>
        Assert.Equal(plot.Content, File.ReadAllText(Repository.PathOf($"docs/plots/{plot.Name}"))));

    [Fact]
    public void Plots_InDocs_AreOneForEachAxisAndAllShown()
    {
        var text = File.ReadAllText(Repository.PathOf("docs/performance.md"));

        Assert.Equal(
            Enum.GetValues<Axis>().Select(axis => $"growth-{AxisNames.Of(axis)}.svg").Order(),
            System.IO.Directory.GetFiles(Repository.PathOf("docs/plots"), "growth-*.svg").Select(Path.GetFileName).Order());
        Assert.All(Enum.GetValues<Axis>(), axis => Assert.Contains($"(plots/growth-{AxisNames.Of(axis)}.svg)", text, StringComparison.Ordinal));
    }
}
