namespace StoreProcess;

/// <summary>One line of standard output.</summary>
/// <param name="Number">That of the order; 0 says that the store has started.</param>
/// <param name="Value">What was read, or the name of an exception.</param>
/// <param name="Version">The session's version, or a count.</param>
/// <param name="Error">The message of the exception.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record Answer(int Number, string? Value = null, long Version = 0, string? Error = null, double Milliseconds = 0);
