using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// The script that ends sessions of a shard, many in one step: a record becomes a tombstone and its entries go, if it still is the one that
/// was judged. Redis' own clock has the last word, so nothing ends early by a silo whose clock is wrong.
/// </summary>
internal static class EndScript
{
    /// <summary>How many arguments there are for each session, after those for all.</summary>
    private const int ArgumentsEach = 6;

    private static readonly string Text = $$"""
        -- KEYS     1 the set of the shard   2 the ended sessions   then three for each session: its record, the set of its owner (that of
        --          the shard: it has none), and where its record goes when it is put aside
        -- ARGV     life: milliseconds that a tombstone lives   before: what it is before its version   after: after it
        --          kept: milliseconds that a record put aside lives   waits: that the ended sessions are kept
        --          then for each session   expected: the version its record must have, as stored ('': no record matters)
        --          deadline: microseconds   member: in the set of the shard   owned: in that of its owner   score: it was read with
        --          ended: its member among the ended sessions ('': it is not put aside)
        -- Answers  for each session 1, or 0 where it is not ended: another is stored
        local call = redis.call
        local time = call('TIME')
        local now = time[1] * 1000000 + time[2]
        local life, before, after, kept, waits = unpack(ARGV, 1, 5)
        local answers = {}
        local function leave(set, member, score)
          local found = call('ZSCORE', set, member)
          return found and tonumber(found) == tonumber(score) and call('ZREM', set, member) == 1
        end

        for i = 1, (#KEYS - 2) / 3 do
          local record, owner, aside = KEYS[3 * i], KEYS[3 * i + 1], KEYS[3 * i + 2]
          local first = 6 + {{ArgumentsEach}} * (i - 1)
          local expected, deadline, member, owned, score, ended = unpack(ARGV, first, first + {{ArgumentsEach}} - 1)
          local function stored() return call('GETRANGE', record, {{RecordLayout.Version}}, {{RecordLayout.SaveId - 1}}) end
          if expected ~= '' and (stored() ~= expected or now < tonumber(deadline)) then
            answers[i] = 0
          else
            if expected ~= '' then
              if ended ~= '' then
                call('RENAME', record, aside)
                call('PEXPIRE', aside, kept)
              end
              local version = math.max(now, struct.unpack('>i8', expected) + 1)
              -- Redis lets a script write on that has freed something, also where it is full.
              call('UNLINK', record)
              call('SET', record, before .. struct.pack('>i8', version) .. after, 'PX', life)
            end
            local left = leave(KEYS[1], member, score)
            if ended ~= '' and (left or expected ~= '') then
              call('ZADD', KEYS[2], now, ended)
              call('PEXPIRE', KEYS[2], waits)
            end
            if owner ~= KEYS[1] then leave(owner, owned, score) end
            answers[i] = 1
          end
        end
        return answers
        """;

    /// <summary>Which of the sessions were ended, in their order.</summary>
    public static async Task<bool[]> RunAsync(IDatabase database, RedisKeys keys, IReadOnlyList<DueSession> sessions)
    {
        RedisValue life = (long)StorageVersions.TombstoneLife.TotalMilliseconds;
        RedisValue kept = (long)EndedSessionKeeping.ValueLife.TotalMilliseconds;
        RedisValue waits = (long)EndedSessionKeeping.Patience.TotalMilliseconds;
        List<RedisKey> names = [keys.Index, keys.Ended];
        List<RedisValue> arguments = [life, RecordWriter.TombstoneBeforeVersion, RecordWriter.TombstoneAfterVersion, kept, waits];
        foreach (var (entry, version, ends, endedAs) in sessions)
        {
            names.Add(keys.Session(entry.Id));
            names.Add(entry.Owner is null ? keys.Index : keys.Owner(entry.Owner));
            names.Add(endedAs is { } name ? keys.EndedRecord(name.ToString()) : keys.Index);
            RedisValue expected = StorageVersions.Stamp(version), deadline = StorageVersions.Microseconds(ends);
            RedisValue member = IndexMember.Of(entry.Id, entry.Owner), owned = entry.Id, score = IndexScore.ToText(entry.Deadline);
            var ended = endedAs is { } aside ? IndexMember.Of(aside) : RedisValue.EmptyString;
            arguments.AddRange([expected, deadline, member, owned, score, ended]);
        }

        return ((bool[])(await database.ScriptEvaluateAsync(Text, [.. names], [.. arguments], RedisLink.OnPrimary))!);
    }
}
