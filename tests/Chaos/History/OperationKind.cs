namespace SessionOrleans.Chaos.History;

/// <summary>What somebody did.</summary>
internal enum OperationKind
{
    Read,

    /// <summary>A plain write, or one on a condition.</summary>
    Write,

    /// <summary>One added to a counter.</summary>
    Add,

    /// <summary>A lock taken.</summary>
    Grant,

    /// <summary>A write under a lock.</summary>
    FencedWrite,

    /// <summary>A lock given back.</summary>
    Release,
}
