using Orleans.Concurrency;

namespace SessionOrleans.Sessions;

/// <summary>Answers reads that share a message from what its silo has at hand.</summary>
[StatelessWorker]
internal sealed class SessionReaderGrain(SessionsAtHand atHand) : Grain, ISessionReaderGrain
{
    public ValueTask<SessionSnapshot?[]> ReadNewer(ReadRequest[] requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Length > SessionLimits.MaxReadsPerMessage)
            throw new ArgumentException(
                $"At most {SessionLimits.MaxReadsPerMessage} reads share a message; this one has {requests.Length:N0}. Send several.", nameof(requests));
        var sessions = new SessionSnapshot?[requests.Length];
        var left = SessionLimits.MaxBytesPerMessage;
        for (var at = 0; at < requests.Length && left > 0; at++)
        {
            if (requests[at] is { Id: not null } request && atHand.Read(request.Id, request.Known) is { } session)
                (sessions[at], left) = (session, left - (session.Value?.Length ?? 0));
        }

        return new(sessions);
    }
}
