using System.ComponentModel;
using ModelContextProtocol.Server;
using SessionOrleans;

namespace McpHost;

/// <summary>A place to remember things in between calls.</summary>
public sealed class NoteTools
{
    [McpServerTool, Description("Opens a session to remember things in, and returns its handle. It ends an hour after the last write.")]
    public static async Task<string> CreateSession(IToolSessions sessions, CancellationToken ct)
        => (await sessions.CreateAsync(new Notes(), cancellationToken: ct)).Handle;

    [McpServerTool, Description("Remembers a value under a key.")]
    public static async Task<string> Remember(ToolSession<Notes> session, string key, string value, CancellationToken ct)
    {
        await session.UpdateAsync(notes => notes with { Values = notes.Values.SetItem(key, value) }, ct);
        return $"Remembered '{key}'.";
    }

    [McpServerTool(ReadOnly = true), Description("Recalls what was remembered under a key.")]
    public static async Task<string> Recall(ToolSession<Notes> session, string key, CancellationToken ct)
        => (await session.GetAsync(ct)).Values.GetValueOrDefault(key) ?? $"Nothing is remembered under '{key}'.";

    [McpServerTool, Description("Ends a session and forgets all that it remembers.")]
    public static async Task<string> EndSession(ToolSession<Notes> session, CancellationToken ct)
    {
        await session.EndAsync(ct);
        return "Ended.";
    }
}
