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
    /// <summary>How many arguments there are for each session, after those for all.</summary>
    private const int ArgumentsEach = 5;

    private static readonly string Text = $$"""
        -- KEYS     1 the set of the shard   then two for each session: its record, and the set of its owner (that of the shard: it has none)
        -- ARGV     life: milliseconds that a tombstone lives   before: what it is before its version   after: after it
        --          then for each session   expected: the version its record must have, as stored ('': no record matters)
        --          deadline: microseconds   member: in the set of the shard   owned: in that of its owner   score: it was read with
        -- Answers  for each session 1, or 0 where it is not ended: another is stored
        local call = redis.call
        local time = call('TIME')
        local now = time[1] * 1000000 + time[2]
        local life, before, after = ARGV[1], ARGV[2], ARGV[3]
        local answers = {}
        local function leave(set, member, score)
          local found = call('ZSCORE', set, member)
          if found and tonumber(found) == tonumber(score) then call('ZREM', set, member) end
        end

        for i = 1, (#KEYS - 1) / 2 do
          local record, owner = KEYS[2 * i], KEYS[2 * i + 1]
          local first = 4 + {{ArgumentsEach}} * (i - 1)
          local expected, deadline, member, owned, score = unpack(ARGV, first, first + {{ArgumentsEach}} - 1)
          local function stored() return call('GETRANGE', record, {{RecordLayout.Version}}, {{RecordLayout.SaveId - 1}}) end
          if expected ~= '' and (stored() ~= expected or now < tonumber(deadline)) then
            answers[i] = 0
          else
            if expected ~= '' then
              local version = math.max(now, struct.unpack('>i8', expected) + 1)
              call('SET', record, before .. struct.pack('>i8', version) .. after, 'PX', life)
            end
            leave(KEYS[1], member, score)
            if owner ~= KEYS[1] then leave(owner, owned, score) end
            answers[i] = 1
          end
        end
        return answers
        """;

    /// <summary>Which of the sessions were ended, in their order.</summary>
    public static async Task<bool[]> RunAsync(IDatabase database, RedisKeys keys, int shard, IReadOnlyList<DueSession> sessions)
    {
        var set = keys.Shard(shard);
        RedisValue life = (long)StorageVersions.TombstoneLife.TotalMilliseconds;
        List<RedisKey> names = [set];
        List<RedisValue> arguments = [life, RecordWriter.TombstoneBeforeVersion, RecordWriter.TombstoneAfterVersion];
        foreach (var (entry, version, ends) in sessions)
        {
            names.Add(keys.Session(entry.Id));
            names.Add(entry.Owner is null ? set : keys.Owner(entry.Owner));
            RedisValue expected = StorageVersions.Stamp(version), deadline = StorageVersions.Microseconds(ends);
            RedisValue member = IndexMember.Of(entry.Id, entry.Owner), owned = entry.Id, score = IndexScore.ToText(entry.Deadline);
            arguments.AddRange([expected, deadline, member, owned, score]);
        }

        return ((bool[])(await database.ScriptEvaluateAsync(Text, [.. names], [.. arguments]))!);
    }
}
