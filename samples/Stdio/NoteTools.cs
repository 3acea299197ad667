using System.ComponentModel;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace Stdio;

/// <summary>Notes of the one user that a server over stdio has.</summary>
public sealed class NoteTools
{
    [McpServerTool, Description("Remembers a line. All lines are kept until an hour after the last one.")]
    public static async Task<string> Remember(UserSession<Notes> mine, string line, CancellationToken ct)
        => $"{(await mine.UpdateAsync(notes => notes with { Lines = notes.Lines.Add(line) }, ct)).Lines.Count} lines";

    [McpServerTool(ReadOnly = true), Description("Recalls all lines.")]
    public static async Task<string> Recall(UserSession<Notes> mine, CancellationToken ct)
        => string.Join('\n', (await mine.GetAsync(ct)).Lines);
}
