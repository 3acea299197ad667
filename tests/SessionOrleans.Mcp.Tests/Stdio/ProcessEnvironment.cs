using System.Diagnostics;

namespace SessionOrleans.Mcp.Tests.Stdio;

/// <summary>Environment variables for a process.</summary>
internal static class ProcessEnvironment
{
    /// <summary>Adds variables.</summary>
    public static ProcessStartInfo With(this ProcessStartInfo start, IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return start;
    }
}
