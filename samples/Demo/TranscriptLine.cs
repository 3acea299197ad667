namespace Demo;

/// <summary>A line of the transcript, and when it was written.</summary>
internal sealed record TranscriptLine(LineKind Kind, string Text, TimeSpan At);
