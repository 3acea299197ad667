using SessionOrleans.Benchmarks.Growing;
using SessionOrleans.Benchmarks.Plotting;

namespace SessionOrleans.Performance.Tests.Plotting;

/// <summary>The plots in docs are what the saved results beside them make.</summary>
public sealed class PublishedPlotsTests
{
    private static readonly string[] Saved = File.ReadAllLines(Repository.PathOf("docs/benchmarks/growth.json"));

    [Fact]
    public void Plots_OfSavedResults_AreThoseInDocs() => Assert.All(PlotCommand.Draw(Saved), plot =>
    {
        var (drawn, published) = (new Drawing(plot.Content), new Drawing(File.ReadAllText(Repository.PathOf($"docs/plots/{plot.Name}"))));

        Assert.NotEmpty(drawn.Data);
        Assert.Equal(drawn.Data, published.Data);
        Assert.Equal(drawn.Texts, published.Texts);
    });

    [Fact]
    public void Plots_InDocs_AreOneForEachAxisAndAllShown()
    {
        var text = File.ReadAllText(Repository.PathOf("docs/performance.md"));

        Assert.Equal(
            Axis.All.Select(axis => $"growth-{axis.Name}.svg").Order(),
            System.IO.Directory.GetFiles(Repository.PathOf("docs/plots"), "growth-*.svg").Select(Path.GetFileName).Order());
        Assert.All(Axis.All, axis => Assert.Contains($"(plots/growth-{axis.Name}.svg)", text, StringComparison.Ordinal));
    }
}
