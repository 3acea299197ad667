namespace Worker;

/// <summary>How far the import has come.</summary>
public sealed record Progress(int Done);
