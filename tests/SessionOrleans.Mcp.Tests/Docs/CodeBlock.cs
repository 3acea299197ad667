namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>A fenced block of a page, or a hidden one: an HTML comment that begins with <c>csharp</c>.</summary>
/// <param name="Line">The number of its first line in the page, below the fence; the page begins with line 1.</param>
/// <param name="Language">What the fence says: <c>csharp</c>, <c>sh</c>.</param>
/// <param name="Text">What is in it.</param>
/// <param name="Lead">The line of text above it, such as "All of `Program.cs`:", or an HTML comment.</param>
/// <param name="IsHidden">Whether no reader sees it: what a page needs that is no part of it, such as a library of others.</param>
internal sealed record CodeBlock(int Line, string Language, string Text, string Lead, bool IsHidden)
{
    /// <summary>Whether it is a whole file, which brings its own usings; else a fragment (<see cref="Fragment"/>).</summary>
    public bool IsFile => Text.StartsWith("using ", StringComparison.Ordinal) && Text[..Text.IndexOf('\n')].EndsWith(';')
        && !Text[..Text.IndexOf('\n')].Contains('=') && !Text.StartsWith("using var", StringComparison.Ordinal);

    /// <summary>Whether it goes on where the fragment before it ended: <c>&lt;!-- continues --&gt;</c> above it.</summary>
    public bool Continues => Lead is "<!-- continues -->";

    /// <summary>The file that it is: the one that the line above names, else Program.cs.</summary>
    public string FileName => Lead.Split('`').FirstOrDefault(part => part.EndsWith(".cs", StringComparison.Ordinal)) ?? "Program.cs";
}
