using Spectre.Console;

namespace SessionOrleans.Benchmarks.CommandLine;

/// <summary>An option that chooses some of a few by their names, separated by commas; all of them where it is not given.</summary>
internal static class NameList
{
    public static IReadOnlyList<T> Choose<T>(string? names, IReadOnlyList<T> all, Func<T, string> nameOf) =>
        names is null ? all : [.. all.Where(one => Split(names).Contains(nameOf(one)))];

    public static ValidationResult Check(string option, string? names, IEnumerable<string> known) =>
        Split(names ?? "").Except(known).FirstOrDefault() is { } wrong
            ? ValidationResult.Error($"There is no '{wrong}' for {option}. There are: {string.Join(", ", known)}.")
            : ValidationResult.Success();

    private static string[] Split(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
