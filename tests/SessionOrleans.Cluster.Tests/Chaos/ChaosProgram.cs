using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>The program, run as a user runs it.</summary>
internal static class ChaosProgram
{
    private static readonly string Assembly = Path.GetFullPath(typeof(ChaosProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Chaos").Value!);

    /// <summary>How it ended, and the object that it ended with.</summary>
    public static async Task<(int ExitCode, JsonElement Report)> RunAsync(ITestOutputHelper output, params string[] arguments)
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Assembly, "--json", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = program.StandardError.ReadToEndAsync();
        var report = await program.StandardOutput.ReadToEndAsync();
        output.WriteLine(await said);
        output.WriteLine(report);
        await program.WaitForExitAsync();
        return (program.ExitCode, JsonDocument.Parse(report).RootElement);
    }

    public static long Number(this JsonElement report, string field) => report.GetProperty(field).GetInt64();
}
