using System.Globalization;

namespace SessionOrleans.Benchmarks.Plotting;

/// <summary>Numbers as they stand at an axis, short and with their unit.</summary>
internal static class Labels
{
    public static string Count(double value) => value switch
    {
        >= 1e6 => Number(value / 1e6) + "M",
        >= 1e3 => Number(value / 1e3) + "k",
        _ => Number(value),
    };

    public static string Bytes(double value) => value switch
    {
        >= 1 << 20 => Number(value / (1 << 20)) + " MiB",
        >= 1 << 10 => Number(value / (1 << 10)) + " KiB",
        _ => Number(value) + " B",
    };

    public static string Microseconds(double value) => value switch
    {
        >= 1e6 => Number(value / 1e6) + " s",
        >= 1e3 => Number(value / 1e3) + " ms",
        _ => Number(value) + " µs",
    };

    private static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);
}
