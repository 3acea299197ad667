namespace SessionOrleans;

/// <summary>
/// Names the kind of thing that sessions of a type are, such as <c>basket</c>. It begins every handle of the type, and a handle of
/// one kind is refused where another is asked for.
/// </summary>
/// <param name="kind">1 to 64 lower-case letters, digits, <c>-</c> and <c>_</c>, beginning with a letter. Handles carry it: do not change
/// it while sessions live.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SessionKindAttribute(string kind) : Attribute
{
    /// <summary>The kind.</summary>
    public string Kind { get; } = kind;
}
