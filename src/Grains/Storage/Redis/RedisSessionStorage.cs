using System.Buffers.Binary;
using SessionOrleans.Sessions;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// Sessions in Redis: one string each, in the <see cref="RecordLayout"/>, written by one script. Thread-safe. What was acknowledged is as
/// durable as Redis makes it. A save whose answer was lost is asked again; what stays unknown is decided in Redis by the time it is thrown.
/// Redis keeps a record for <paramref name="grace"/> after its deadline.
/// </summary>
internal sealed class RedisSessionStorage(RedisLink link, RedisClock clock, RedisKeys keys, TimeSpan grace) : ISessionStorage
{
    /// <summary>Most headers are shorter; those with a long owner or label are asked for again.</summary>
    private const int PeekLength = 255;

    public async ValueTask<SessionRecord> ReadAsync(string id)
    {
        var key = keys.Session(id);
        using var stored = await link.AskAsync(database => database.StringGetLeaseAsync(key));
        return stored is null ? SessionRecord.None : RecordReader.Record(stored.Span);
    }

    public async ValueTask<SessionRecord?> SaveAsync(string id, SessionRecord next, long expectedVersion)
    {
        var begun = clock.Elapsed;
        RedisKey[] key = [keys.Session(id)];
        var arguments = ArgumentsOf(next, expectedVersion);
        var inDoubt = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var version = await RunAsync(key, arguments);
                if (version > 0)
                    return next.Saved(version);

                // Ours may have landed before, and another on top of it.
                return inDoubt ? throw new SessionStorageException("A save was not acknowledged, and what is stored is another one.") : null;
            }
            catch (Exception fault) when (RedisTrouble.Is(fault))
            {
                inDoubt |= !RedisTrouble.IsUnapplied(fault);
                var repeat = attempt < RedisLink.MaxAttempts && RedisTrouble.IsOfConnection(fault)
                    && await (inDoubt ? link.IsBackWithinAsync(Left(begun)) : link.IsBackSoonAsync());
                if (repeat)
                    continue;
                if (inDoubt && Left(begun) is var left && left > TimeSpan.Zero)
                    await Task.Delay(left);
                throw RedisTrouble.ToStorageException(fault, nothingSaved: !inDoubt);
            }
        }
    }

    public ValueTask<SessionRecord?> RemoveAsync(string id, long expectedVersion) => SaveAsync(id, SessionRecord.None, expectedVersion);

    public async ValueTask<IReadOnlyList<SessionRecord?>> PeekAsync(IReadOnlyList<string> ids)
    {
        var headers = await link.AskAsync(database => Task.WhenAll(ids.Select(id => HeaderAsync(database, keys.Session(id)))));
        return [.. headers.Select(header => RecordReader.Header(header) is { IsEmpty: false } record ? record : null)];
    }

    private static async Task<byte[]> HeaderAsync(IDatabase database, RedisKey key)
    {
        byte[] header = (await database.StringGetRangeAsync(key, 0, PeekLength - 1))!;
        if (header.Length < PeekLength || RecordLayout.HeaderLength(header) is var length && length <= PeekLength)
            return header;
        return (await database.StringGetRangeAsync(key, 0, length - 1))!;
    }

    private async Task<long> RunAsync(RedisKey[] key, RedisValue[] arguments)
    {
        var sent = clock.Elapsed;
        var (version, microseconds) = await SaveScript.RunAsync(link.Database, key, arguments);
        clock.Observe(microseconds, sent);
        return version;
    }

    private RedisValue[] ArgumentsOf(SessionRecord next, long expectedVersion)
    {
        // The clients' clocks play no part in a tombstone's life; in a session's, the deadline was reckoned in Redis' time.
        var (mode, milliseconds) = next switch
        {
            { IsEmpty: true } => ("PX", (long)StorageVersions.TombstoneLife.TotalMilliseconds),
            { Deadline: { } deadline } => ("PXAT", (deadline + grace).ToUnixTimeMilliseconds()),
            _ => ("", 0L),
        };
        var lapse = StorageVersions.Microseconds(clock.Now + SaveTimings.Lapse);
        var header = RecordWriter.Header(next.IsEmpty ? SessionRecord.None : next, Guid.NewGuid());
        return [Stamp(expectedVersion), header, next.Value ?? [], lapse, mode, milliseconds];
    }

    private static RedisValue Stamp(long version)
    {
        if (version == 0)
            return RedisValue.EmptyString;
        var stamp = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(stamp, version);
        return stamp;
    }

    private TimeSpan Left(TimeSpan begun) => begun + SaveTimings.GiveUp - clock.Elapsed;
}
