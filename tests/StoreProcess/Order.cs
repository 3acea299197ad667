namespace StoreProcess;

/// <summary>One line of standard input.</summary>
/// <param name="Number">Repeated by the answer.</param>
/// <param name="Do">What to do.</param>
/// <param name="Id">The session.</param>
/// <param name="Value">What to write.</param>
/// <param name="Count">How often, or how many.</param>
/// <param name="Name">The lock that is kept under this name, or the worker's name.</param>
/// <param name="Token">The fencing token to write with.</param>
/// <param name="Callers">How many do it at the same time.</param>
/// <param name="LeaseSeconds">The lease of a lock; null: the store's.</param>
/// <param name="WaitSeconds">How long to wait for a lock; null: as long as is usual.</param>
/// <param name="Label">The label of a lock.</param>
/// <param name="Fenced">Whether the resource outside looks at tokens.</param>
internal sealed record Order(
    int Number,
    string Do,
    string? Id = null,
    string? Value = null,
    int Count = 0,
    string? Name = null,
    long Token = 0,
    int Callers = 1,
    double? LeaseSeconds = null,
    double? WaitSeconds = null,
    string? Label = null,
    bool Fenced = true);
