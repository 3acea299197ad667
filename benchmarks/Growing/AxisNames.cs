using System.Text.Json;
using SessionOrleans.Testing.CommandLine;

namespace SessionOrleans.Benchmarks.Growing;

/// <summary>The axes as they are called on the command line and in results.</summary>
internal static class AxisNames
{
    public static string Of(Axis axis) => JsonNamingPolicy.KebabCaseLower.ConvertName(axis.ToString());

    /// <summary>The axes named in a list with commas, in their own order; all of them where there is no list.</summary>
    /// <exception cref="UsageException">There is no such axis.</exception>
    public static IReadOnlyList<Axis> Choose(string? names)
    {
        if (names is null)
            return Enum.GetValues<Axis>();
        var wanted = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).ToHashSet();
        return [.. Enum.GetValues<Axis>().Where(wanted.Contains)];
    }

    /// <exception cref="UsageException">There is no such axis.</exception>
    public static Axis Parse(string name)
    {
        foreach (var axis in Enum.GetValues<Axis>())
        {
            if (Of(axis) == name)
                return axis;
        }

        throw new UsageException($"There is no axis '{name}'. There are: {string.Join(", ", Enum.GetValues<Axis>().Select(Of))}.");
    }
}
