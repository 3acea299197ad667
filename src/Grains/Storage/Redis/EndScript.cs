using System.Buffers.Binary;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The script that ends sessions of a shard, many in one step: a record becomes a tombstone and its entries go, if it still is the one that
/// was
/// judged. Redis' own clock has the last word, so nothing ends early by a silo whose clock is wrong.
/// </summary>
internal static class EndScript
{
    private const string Text = """
        -- KEYS     1 the set of the shard   then two for each session: its record, and the set of its owner (that of the shard: it has none)
        -- ARGV     1 milliseconds that a tombstone lives   2 what it is before its version   3 after it   then five for each session:
        --          the version its record must have, as stored ('': no record matters)   microseconds of its deadline
        --          its member in the set of the shard   in that of its owner   the score it was read with
        -- Answers  for each session 1, or 0 where it is not ended: another is stored
        local call = redis.call
        local time = call('TIME')
        local now = time[1] * 1000000 + time[2]
        local answers = {}
        local function leave(set, member, score)
          local found = call('ZSCORE', set, member)
          if found and tonumber(found) == tonumber(score) then call('ZREM', set, member) end
        end

        for i = 1, (#KEYS - 1) / 2 do
          local record, owner, at = KEYS[2 * i], KEYS[2 * i + 1], 5 * i - 1
          local expected = ARGV[at]
          if expected ~= '' and (call('GETRANGE', record, 1, 8) ~= expected or now < tonumber(ARGV[at + 1])) then
            answers[i] = 0
          else
            if expected ~= '' then
              local version = math.max(now, struct.unpack('>i8', expected) + 1)
              call('SET', record, ARGV[2] .. struct.pack('>i8', version) .. ARGV[3], 'PX', ARGV[1])
            end
            leave(KEYS[1], ARGV[at + 2], ARGV[at + 4])
            if owner ~= KEYS[1] then leave(owner, ARGV[at + 3], ARGV[at + 4]) end
            answers[i] = 1
          end
        end
        return answers
        """;

    private static readonly byte[] Tombstone = NewTombstone();

    /// <summary>Which of the sessions were ended, in their order.</summary>
    public static async Task<bool[]> RunAsync(IDatabase database, RedisKeys keys, int shard, IReadOnlyList<DueSession> sessions)
    {
        var set = keys.Shard(shard);
        List<RedisKey> names = [set];
        List<RedisValue> arguments =
        [
            (long)StorageVersions.TombstoneLife.TotalMilliseconds,
            Tombstone.AsMemory(0, RecordLayout.Version),
            Tombstone.AsMemory(RecordLayout.SaveId),
        ];
        foreach (var (entry, version, deadline) in sessions)
        {
            names.Add(keys.Session(entry.Id));
            names.Add(entry.Owner is null ? set : keys.Owner(entry.Owner));
            arguments.AddRange(
            [
                StorageVersions.Stamp(version), StorageVersions.Microseconds(deadline), IndexMember.Of(entry.Id, entry.Owner), entry.Id,
                IndexScore.ToText(entry.Deadline),
            ]);
        }

        return ((bool[])(await database.ScriptEvaluateAsync(Text, [.. names], [.. arguments]))!);
    }

    private static byte[] NewTombstone()
    {
        var tombstone = new byte[RecordWriter.LengthOf(SessionRecord.None)];
        RecordWriter.Write(SessionRecord.None, Guid.Empty, tombstone);
        return tombstone;
    }
}
