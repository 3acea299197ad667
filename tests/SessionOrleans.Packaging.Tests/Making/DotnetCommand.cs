using System.Diagnostics;

namespace SessionOrleans.Packaging.Making;

/// <summary>The command line of the SDK, outside of the repository.</summary>
internal static class DotnetCommand
{
    /// <summary>Bounds a hang, nothing else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Runs MSBuild or what uses it. Servers that it leaves running keep its output open: what it says goes to a file.</summary>
    public static async Task BuildAsync(
        string folder, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        var log = Path.Combine(folder, "build.log");
        string[] logging = ["-nologo", "-noConsoleLogger", "-fileLogger", $"-fileLoggerParameters:LogFile={log};Verbosity=minimal"];
        var start = new ProcessStartInfo("dotnet", [.. arguments, .. logging]) { WorkingDirectory = folder };

        // Variables of the build that these tests run in.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, File.Exists(log) ? await File.ReadAllTextAsync(log) : $"It ended with {process.ExitCode}.");
    }

    /// <summary>Runs another command, and returns what it said.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        await using var process = ChildProcess.Start("dotnet", arguments);
        var code = await process.EndAsync(Patience);
        var said = string.Join('\n', process.Lines);
        Assert.True(code == 0, said);
        return said;
    }
}
