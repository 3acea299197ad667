namespace SessionOrleans.Hosting;

/// <summary>The backend that was chosen at start.</summary>
/// <param name="Backend">Memory or Redis.</param>
/// <param name="Reason">One sentence: why this one.</param>
/// <param name="IsFallback">Redis was looked for, and memory is used instead.</param>
internal sealed record BackendChoice(SessionBackend Backend, string Reason, bool IsFallback)
{
    /// <summary>Where Redis is, and whether it was named, for the line that every start has; empty on memory.</summary>
    public string Place { get; init; } = "";
}
