using System.ComponentModel;
using ModelContextProtocol.Server;

namespace Tasks;

/// <summary>Work that takes longer than a call should.</summary>
public sealed class ReportTools
{
    private static readonly TimeSpan OnePage = TimeSpan.FromMilliseconds(200);

    /// <summary>An ordinary tool. A client that can handle tasks gets one at once, and asks any server how it stands; others
    /// wait.</summary>
    [McpServerTool(ReadOnly = true), Description("Writes a report of so many pages.")]
    public static async Task<string> WriteReport(int pages, CancellationToken ct)
    {
        for (var page = 0; page < pages; page++)
            await Task.Delay(OnePage, ct); // Cancelled by tasks/cancel, whichever server it reaches.
        return $"A report of {pages} pages.";
    }
}
