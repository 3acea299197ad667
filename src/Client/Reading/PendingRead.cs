namespace SessionOrleans.Reading;

/// <summary>A read that waits for its message. It ends with null where the session has to be asked by itself.</summary>
internal sealed class PendingRead(ReadRequest request)
    : TaskCompletionSource<SessionSnapshot?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ReadRequest Request => request;
}
