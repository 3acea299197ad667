namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">The number of its first line in the page, below the fence; the page begins with line 1.</param>
/// <param name="Language">What the fence says: <c>csharp</c>, <c>sh</c>.</param>
/// <param name="Text">What is in it.</param>
internal sealed record CodeBlock(int Line, string Language, string Text);
