using System.Diagnostics;
using System.Globalization;

namespace SessionOrleans.Benchmarks.Processes;

/// <summary>A silo in a process of its own: this program in <see cref="SiloMode"/>.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private SiloProcess(Process process) => _process = process;

    /// <summary>CPU time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<SiloProcess> StartAsync(SiloKind kind, SiloSettings settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SiloProcess).Assembly.Location, SiloMode.Name, "--kind", kind.ToString(), .. settings.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var silo = new SiloProcess(Process.Start(start)!);
        try
        {
            if (await silo.ReadLineAsync(cancellationToken) != SiloMode.Ready)
                throw new InvalidOperationException("The silo is not ready, and said something else.");
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>The bytes that its managed heap holds after a full collection.</summary>
    public async Task<long> MemoryAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(SiloMode.Memory.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        return long.Parse(await ReadLineAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopWithin);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(StartWithin, cancellationToken)
        ?? throw new InvalidOperationException("The silo's process ended; what it said is above.");
}
