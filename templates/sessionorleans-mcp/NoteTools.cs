using System.ComponentModel;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace NotesServer;

public sealed class NoteTools
{
    [McpServerTool, Description("Opens a list of notes and returns its handle. It ends an hour after the last write.")]
    public static async Task<string> OpenNotes(IToolSessions sessions, CancellationToken ct)
        => (await sessions.CreateAsync(new Notes(), cancellationToken: ct)).Handle;

    [McpServerTool, Description("Adds a line to a list of notes.")]
    public static async Task<string> AddNote(ToolSession<Notes> notes, string line, CancellationToken ct)
        => $"{(await notes.UpdateAsync(old => old.Add(line), ct)).Lines.Length} notes";

    [McpServerTool(ReadOnly = true), Description("Reads a list of notes.")]
    public static async Task<string> ReadNotes(ToolSession<Notes> notes, CancellationToken ct)
        => string.Join('\n', (await notes.GetAsync(ct)).Lines);
}
