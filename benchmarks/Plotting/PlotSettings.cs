namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>What is drawn, and where to.</summary>
internal sealed class PlotSettings : CommandSettings
{
    [CommandOption("--from <FILE>", isRequired: true), ExistingFile, Description("What grow --json wrote.")]
    public string From { get; init; } = "";
    [CommandOption("--to <FOLDER>", isRequired: true), Description("Where the SVG files go, one for each axis.")]
    public string To { get; init; } = "";
}
