using SessionOrleans;

namespace Questions;

/// <summary>A text that is being written.</summary>
[SessionKind("draft")]
public sealed record Draft(string Text);
