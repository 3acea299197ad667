using System.Buffers;
using SessionOrleans.Sessions;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>One save, from when it is begun until it is known how it ended. For one caller; run again, it is the same save.</summary>
internal sealed class RedisSave
{
    /// <summary>From this many bytes on a record is staged. Below, that costs more than it saves.</summary>
    public const int StagedFrom = 4 * 1024;

    /// <summary>What was staged and never used goes by itself, after the save has lapsed.</summary>
    private static readonly TimeSpan StagedLife = 2 * SaveTimings.GiveUp;

    private readonly RedisClock _clock;
    private readonly TimeSpan _begun;
    private readonly long _above;
    private readonly byte[] _buffer;
    private readonly ReadOnlyMemory<byte> _record;
    private readonly RedisKey[] _keys;
    private readonly RedisValue[] _arguments;
    private bool _isRepeated;

    /// <summary>
    /// Begins a save; <paramref name="next"/> without session and lock is a tombstone, and takes the <paramref name="entry"/> along.
    /// </summary>
    /// <exception cref="ArgumentException">Owner or label is not text that UTF-8 can carry.</exception>
    public RedisSave(
        RedisKeys keys, string id, SessionRecord next, long expectedVersion, RedisClock clock, TimeSpan grace, IndexEntry? entry = null, byte layout = RecordLayout.Current)
    {
        (_clock, _begun, _above) = (clock, clock.Elapsed, Math.Max(expectedVersion, next.Version));
        var lapse = StorageVersions.Microseconds(clock.Now + SaveTimings.Lapse);
        var saveId = UniqueId.New();
        var length = RecordWriter.LengthOf(next, layout);
        _buffer = ArrayPool<byte>.Shared.Rent(length);
        _record = _buffer.AsMemory(0, length);
        RecordWriter.Write(next, saveId, _buffer, layout);

        // The clocks of clients play no part in a tombstone's life; in a session's, the deadline was reckoned in Redis' time.
        var (mode, milliseconds) = next switch
        {
            { IsEmpty: true } => ("PX", (long)StorageVersions.TombstoneLife.TotalMilliseconds),
            { Deadline: { } deadline } => ("PXAT", (deadline + grace).ToUnixTimeMilliseconds()),
            _ => ("", 0L),
        };
        RedisKey[] staged = IsStaged ? [keys.Staged(saveId)] : [];
        RedisValue[] arguments =
            [StorageVersions.Stamp(expectedVersion), saveId.ToByteArray(bigEndian: true), lapse, mode, milliseconds, IsStaged ? RedisValue.EmptyString : _record];
        if (_above > expectedVersion || entry is not null)
            arguments = [.. arguments, _above];
        if (entry is { } indexed)
        {
            var sets = IndexSet.Of(keys, indexed);
            var score = next.IsEmpty ? RedisValue.EmptyString : IndexScore.ToText(indexed.Deadline);
            (_keys, _arguments) = ([keys.Session(id), .. sets.Select(set => set.Key), .. staged], [.. arguments, score, .. sets.Select(set => set.Member)]);
        }
        else
        {
            (_keys, _arguments) = ([keys.Session(id), .. staged], arguments);
        }
    }

    /// <summary>Whether Redis may have carried it out, or may do so yet.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>What is left until it is given up.</summary>
    public TimeSpan Left => _begun + SaveTimings.GiveUp - _clock.Elapsed;

    private bool IsStaged => _record.Length >= StagedFrom;

    /// <summary>Runs it: the version it got, <see cref="SaveScript.Differs"/> or <see cref="SaveScript.TooLate"/>.</summary>
    /// <exception cref="SessionStorageException">It was in doubt before, and was refused now.</exception>
    public async Task<long> RunAsync(IDatabase database)
    {
        var sent = _clock.Elapsed;
        long answer;
        try
        {
            answer = await (IsStaged ? StageAndRunAsync(database) : RunScriptAsync(database)).ConfigureAwait(false);
        }
        catch (Exception fault) when (RedisTrouble.Is(fault))
        {
            IsInDoubt |= !RedisTrouble.IsUnapplied(fault);
            _isRepeated = true;
            throw;
        }

        // Ours may have landed before, and another on top of it.
        if (IsInDoubt && answer <= 0)
            throw new SessionStorageException("A save was not acknowledged, and what is stored is another one.");
        if (!_isRepeated)
            Answered(answer, sent);
        return answer;
    }

    /// <summary>The script alone.</summary>
    public Task<long> RunScriptAsync(IDatabase database) => SaveScript.RunAsync(database, _keys, _arguments);

    /// <summary>Waits until Redis would refuse it.</summary>
    public async Task LapseAsync()
    {
        if (Left is var left && left > TimeSpan.Zero)
            await Task.Delay(left);
    }

    /// <summary>Both are under way at once, one behind the other on one connection.</summary>
    private async Task<long> StageAndRunAsync(IDatabase database)
    {
        var staged = database.StringSetAsync(_keys[^1], _record, StagedLife);
        var saved = RunScriptAsync(database);
        await Task.WhenAll(staged, saved).ConfigureAwait(false);
        return await saved.ConfigureAwait(false);
    }

    private void Answered(long answer, TimeSpan sent)
    {
        // What was not answered may still wait to be sent: its buffer is left to the garbage collector.
        ArrayPool<byte>.Shared.Return(_buffer);

        // One more than the last is no time: Redis' clock was behind it.
        if (answer > _above + 1)
            _clock.Observe(answer, sent);
    }
}
