namespace SessionOrleans.Benchmarks.Flames;

/// <summary>What is drawn, and where to.</summary>
internal sealed class FlameSettings : CommandSettings
{
    [CommandOption("--from <FILE>", isRequired: true), ExistingFile, Description("What 'perf script -F comm,ip,sym,dso' wrote.")]
    public string From { get; init; } = "";
    [CommandOption("--to <FILE>", isRequired: true), Description("The SVG file.")]
    public string To { get; init; } = "";
    [CommandOption("--title <TEXT>"), Description("What stands above.")]
    public string Title { get; init; } = "";
    [CommandOption("--threads <NAME>"), Description("Only threads of this name."), DefaultValue(".NET TP Worker")]
    public string Threads { get; init; } = "";
}
