using Orleans.Concurrency;

namespace SessionOrleans.Sessions;

/// <summary>Answers reads that share a message from what its silo has in memory.</summary>
[StatelessWorker]
internal sealed class SessionReaderGrain(LocalSessions local) : Grain, ISessionReaderGrain
{
    public ValueTask<SessionSnapshot?[]> ReadNewer(ReadRequest[] requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Length > SessionLimits.MaxReadsPerMessage)
            throw new ArgumentException(
                $"At most {SessionLimits.MaxReadsPerMessage} reads share a message; this one has {requests.Length:N0}. Send several.",
                nameof(requests));
        var sessions = new SessionSnapshot?[requests.Length];
        var left = SessionLimits.MaxBytesPerMessage;
        for (var at = 0; at < requests.Length && left > 0; at++)
        {
            if (requests[at] is { Id: not null } request && local.Read(request) is { } session)
                (sessions[at], left) = (session, left - (session.Value?.Length ?? 0));
        }

        return new(sessions);
    }
}
