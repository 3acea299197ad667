namespace SessionOrleans.Sessions;

/// <summary>
/// Reads many sessions in one message, in any silo: those that are active there and need no turn to be read. The key means nothing but
/// which gateway the message takes.
/// </summary>
[Alias("SessionOrleans.ISessionReaderGrain")]
internal interface ISessionReaderGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The sessions, in the order of the requests, each as <see cref="ISessionGrain.ReadNewer"/> answers it; null where that has to be
    /// asked. At most <see cref="SessionLimits.MaxReadsPerMessage"/>, else an <see cref="ArgumentException"/>.
    /// </summary>
    [Alias("ReadNewer")]
    ValueTask<SessionSnapshot?[]> ReadNewer([Immutable] ReadRequest[] requests);
}
