using Spectre.Console;

namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>How a comparison is run.</summary>
internal sealed class CompareSettings : MeasureSettings
{
    /// <summary>Large values are spread over fewer sessions, so that neither Redis nor the heaps are what is measured.</summary>
    private const int MostBytes = 12 << 20;

    [CommandOption("--seconds <N>"), Description("Measured per side and case, in rounds."), DefaultValue(3), AtLeast(1)]
    public int Seconds { get; init; }
    [CommandOption("--workers <N>"), Description("Callers at once."), DefaultValue(64), AtLeast(1)]
    public int Workers { get; init; }
    [CommandOption("--value-bytes <N>"), Description("Size of a value where a case has none."), DefaultValue(1_024), AtLeast(sizeof(long))]
    public int ValueBytes { get; init; }
    [CommandOption("--sessions <N>"), Description("How many sessions the calls are spread over."), DefaultValue(10_000), AtLeast(1)]
    public int Sessions { get; init; }
    [CommandOption("--only <CASES>"), Description("Some cases, separated by commas.")]
    public string? Only { get; init; }
    [CommandOption("--rate <N>"), Description("Requests a second as they come, not as fast as they are answered."), AtLeast(1)]
    public int? Rate { get; init; }

    public IReadOnlyList<CompareCase> Cases => NameList.Choose(Only, CompareCase.All, compared => compared.Name);

    public override ValidationResult Validate() => NameList.Check("--only", Only, CompareCase.All.Select(compared => compared.Name));

    public int ValueBytesOf(CompareCase compared) => compared.ValueBytes ?? ValueBytes;

    public int SessionsOf(CompareCase compared) => Math.Max(Workers, Math.Min(Sessions, MostBytes / ValueBytesOf(compared)));
}
