using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Membership;

/// <summary>
/// Tells whether a silo ran where this one does, and whether its process is there. Addresses and host names may be shared, by containers
/// and by machines, so a silo's name tells which network and which processes it sees, and its own.
/// </summary>
internal static class SiloNames
{
    /// <summary>Linux knows which boot of which machine this is, and has many networks and sets of processes on it.</summary>
    private static readonly string Boot = OrSystem(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Split('-')[0]);
    private static readonly string Network = OrSystem(() => File.ResolveLinkTarget("/proc/self/ns/net", returnFinalTarget: false)?.Name);
    private static readonly string Processes = OrSystem(() => File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name);

    private static readonly string Here = $"@{Environment.MachineName}@{Boot}@{Network}@{Processes}@";

    /// <summary>A name of its own for each silo, with what is told of it.</summary>
    public static string NewSiloName() =>
        string.Create(CultureInfo.InvariantCulture, $"{Random.Shared.Next():x8}{Here}{Environment.ProcessId}");

    /// <summary>Whether a silo with this name, at our address, sees the network and the processes that we see.</summary>
    public static bool IsHere(string? siloName) => siloName?.Contains(Here, StringComparison.Ordinal) == true;

    /// <summary>Whether a silo's process has surely ended: it was here, and nobody has its number.</summary>
    public static bool HasEnded(string? siloName)
    {
        if (siloName is null || !IsHere(siloName)
            || !int.TryParse(siloName.AsSpan(siloName.LastIndexOf('@') + 1), CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(number);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static string OrSystem(Func<string?> ask)
    {
        try
        {
            return ask() ?? Environment.OSVersion.Platform.ToString();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Environment.OSVersion.Platform.ToString();
        }
    }
}
