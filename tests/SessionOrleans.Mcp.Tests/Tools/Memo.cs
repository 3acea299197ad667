namespace SessionOrleans.Mcp.Tests.Tools;

/// <summary>A second kind.</summary>
[SessionKind("memo")]
public sealed record Memo(string Text);
