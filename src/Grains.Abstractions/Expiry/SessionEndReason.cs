namespace SessionOrleans;

/// <summary>Why a session ended.</summary>
public enum SessionEndReason
{
    /// <summary>Its time to live ran out.</summary>
    Expired,

    /// <summary>It reached the longest lifetime it was given.</summary>
    Capped,

    /// <summary>It was removed.</summary>
    Removed,
}
