namespace SessionOrleans.Sessions;

/// <summary>
/// The present on both clocks that rules need. Instants that are stored are compared with the one, leases are measured on the other.
/// </summary>
/// <param name="Time">In the time of the storage. It may be corrected, and then jumps.</param>
/// <param name="Elapsed">Since some fixed moment of this process. It never jumps.</param>
internal readonly record struct Now(DateTimeOffset Time, TimeSpan Elapsed);
