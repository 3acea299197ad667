using System.Globalization;
using SessionOrleans.Chaos.Processes;

namespace SessionOrleans.Chaos.Soaking;

/// <summary>
/// What a worker's process uses, as Linux tells, after it gave back what it does not use. What is resident grows for as long as the runtime
/// compiles methods anew, which is a quarter of an hour on a busy machine; what the process allocated (RssAnon) is without that code and
/// without the pages of files.
/// </summary>
internal static class ProcessUse
{
    private const double KibInMib = 1024;

    public static async Task<IReadOnlyList<Sample>> OfAsync(WorkerProcess worker)
    {
        var heap = await worker.CollectAsync();
        var place = $"/proc/{worker.ProcessId}";
        var status = (await File.ReadAllLinesAsync($"{place}/status")).Select(line => line.Split(':')).ToLookup(
            line => line[0], line => line[^1]);
        double Number(string name) => double.Parse(
            status[name].Single().Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[0],
            CultureInfo.InvariantCulture);
        var name = worker.Name.Split('.')[0];
        return
        [
            new(name, Sample.Resident, Number("VmRSS") / KibInMib), new(name, "allocated_mib", Number("RssAnon") / KibInMib),
            new(name, "heap_mib", heap / KibInMib / KibInMib),
            new(name, "handles", System.IO.Directory.EnumerateFileSystemEntries($"{place}/fd").Count()),
            new(name, "threads", Number("Threads")),
        ];
    }
}
