using Spectre.Console;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>What is drawn, and where to.</summary>
internal sealed class PlotSettings : CommandSettings
{
    [CommandOption("--from <FILE>", isRequired: true), Description("What grow --json wrote.")]
    public string From { get; init; } = "";
    [CommandOption("--to <FOLDER>", isRequired: true), Description("Where the SVG files go, one for each axis.")]
    public string To { get; init; } = "";

    public override ValidationResult Validate() =>
        File.Exists(From) ? ValidationResult.Success() : ValidationResult.Error($"There is no file {From}.");
}
