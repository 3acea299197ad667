using System.Net;
using Microsoft.Extensions.Logging;

namespace SessionOrleans.Handshake;

/// <summary>Tells who was refused: once in a while, and how many there were between. Thread-safe.</summary>
internal sealed partial class HandshakeLog(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long? _told;
    private int _untold;

    public void Refused(EndPoint? peer, string reason)
    {
        int others;
        lock (_lock)
        {
            if (_told is { } told && time.GetElapsedTime(told) < TellEvery)
            {
                _untold++;
                return;
            }

            (_told, others, _untold) = (time.GetTimestamp(), _untold, 0);
        }

        LogRefused(logger, peer, reason, others);
    }

    [LoggerMessage(LogLevel.Warning,
        "The connection with {Peer} was refused: {Reason} ({Others} others were refused since the last such line.)")]
    private static partial void LogRefused(ILogger logger, EndPoint? peer, string reason, int others);
}
