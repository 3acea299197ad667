using System.Globalization;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>A silo in a process of its own: this program as <see cref="SiloCommand"/>.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    /// <summary>CPU time so far.</summary>
    public TimeSpan Cpu => _process.TotalProcessorTime;

    public static async Task<SiloProcess> StartAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SiloProcess).Assembly.Location, .. settings.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var silo = new SiloProcess(Process.Start(start)!);
        if (await silo.ReadLineAsync(cancellationToken) is var line && line != SiloCommand.Ready)
            throw new InvalidOperationException($"The silo is not ready, and said: {line}");
        return silo;
    }

    /// <param name="question"><see cref="SiloCommand.Memory"/> or <see cref="SiloCommand.Collect"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<long> AskAsync(string question, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(question.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return long.Parse(await ReadLineAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(StopsWithin))
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(AnswersWithin, cancellationToken)
        ?? throw new InvalidOperationException("The silo's process ended; what it said is above.");
}
