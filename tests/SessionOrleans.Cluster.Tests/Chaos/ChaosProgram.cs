using System.Text.Json;

namespace SessionOrleans.Cluster.Tests.Chaos;

/// <summary>The program, run as a user runs it.</summary>
internal static class ChaosProgram
{
    /// <summary>How it ended, and the object that it ended with.</summary>
    public static async Task<(int ExitCode, JsonElement Report)> RunAsync(ITestOutputHelper output, params string[] arguments)
    {
        await using var program =
            ChildProcess.Start("dotnet", [Repository.Built("tests/Chaos", "SessionOrleans.Chaos"), "--json", .. arguments]);
        var exitCode = await program.EndAsync(TimeSpan.FromMinutes(4));
        output.WriteLine(string.Join('\n', program.Lines));
        return (exitCode, JsonDocument.Parse(string.Join('\n', program.Output)).RootElement);
    }

    public static long Number(this JsonElement report, string field) => report.GetProperty(field).GetInt64();
}
