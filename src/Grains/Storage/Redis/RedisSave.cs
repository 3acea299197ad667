using System.Buffers;
using SessionOrleans.Hosting;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// One save, from when it is begun until it is known how it ended. Where the value stays, only what is before it is sent. For one caller;
/// run again, it is the same save.
/// </summary>
internal sealed class RedisSave
{
    /// <summary>From this many bytes on a record is staged. Below, that costs more than it saves.</summary>
    public const int StagedFrom = 4 * 1024;

    private readonly RedisShard _shard;
    private readonly string _id;
    private readonly SessionRecord _next;
    private readonly IndexEntry? _entry;
    private readonly byte _layout;
    private readonly EndedSessionName? _endedAs;
    private readonly TimeSpan _begun;
    private readonly long _expected;
    private readonly long _above;
    private readonly DateTimeOffset _begunAt;
    private readonly long? _gone;
    private readonly Guid _saveId = UniqueId.New();
    private byte[] _buffer = [];
    private ReadOnlyMemory<byte> _sent;
    private RedisKey[] _keys = [];
    private RedisValue[] _arguments = [];
    private bool _isHeader;
    private bool _isRepeated;
    private bool _isFull;

    /// <summary>
    /// Begins a save; <paramref name="next"/> without session and lock is a tombstone, and takes the <paramref name="entry"/> along.
    /// </summary>
    /// <exception cref="ArgumentException">Owner or label is not text that UTF-8 can carry.</exception>
    public RedisSave(
        RedisShard shard, string id, SessionRecord next, long expectedVersion, TimeSpan grace, IndexEntry? entry = null,
        byte layout = RecordLayout.Current, EndedSessionName? endedAs = null)
    {
        (_shard, _id, _next, _entry, _layout, _endedAs) = (shard, id, next, entry, layout, endedAs);
        (_expected, _above) = (expectedVersion, Math.Max(expectedVersion, next.Version));
        (_begun, _begunAt) = (Clock.Elapsed, Clock.Now);
        _gone = next.Deadline is { } deadline ? (deadline + grace).ToUnixTimeMilliseconds() : null;

        // A value that has a version is the one that is stored.
        if (next is { Value: not null, ValueVersion: not 0 } && expectedVersion != 0 && entry is null && layout != RecordLayout.Oldest)
            WriteHeader();
        else
            WriteWhole();
    }

    /// <summary>Whether Redis may have carried it out, or may do so yet.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>What is left until it is given up.</summary>
    public TimeSpan Left => _begun + CallTimings.SaveGiveUp - Clock.Elapsed;

    private RedisClock Clock => _shard.Clock;

    private bool IsStaged => _sent.Length >= StagedFrom && !_isFull;

    /// <summary>Whether the value is the one that is stored, or goes.</summary>
    private bool TakesNoMore => _expected != 0 && (_next.Value is null || _next.ValueVersion != 0);

    /// <summary>Runs it: the version it got, <see cref="SaveDecision.Differs"/> or <see cref="SaveDecision.TooLate"/>. It is in doubt
    /// where no answer comes <paramref name="within"/> that time.</summary>
    /// <exception cref="SessionStorageException">It was in doubt before, and was refused now.</exception>
    public async Task<long> RunAsync(IDatabase database, TimeSpan within)
    {
        var sent = Clock.Elapsed;
        long answer;
        try
        {
            answer = await (IsStaged ? StageAndRunAsync(database) : RunScriptAsync(database)).WaitAsync(within).ConfigureAwait(false);
        }
        catch (Exception fault) when (RedisTrouble.IsFull(fault) && TakesNoMore && !_isFull)
        {
            // What frees a lock or ends a session must work all the more then.
            _isFull = true;
            if (!_isHeader)
            {
                Return();
                WriteWhole();
            }

            return await RunAsync(database, within).ConfigureAwait(false);
        }
        catch (Exception fault) when (RedisTrouble.Is(fault))
        {
            IsInDoubt |= !RedisTrouble.IsUnapplied(fault);
            _isRepeated = true;
            throw;
        }

        if (answer == HeaderScript.DoesNotFit)
        {
            // Nothing was done. A run before this one that is in doubt did not fit either.
            Return();
            WriteWhole();
            return await RunAsync(database, within).ConfigureAwait(false);
        }

        // Ours may have landed before, and another on top of it.
        if (IsInDoubt && answer <= 0)
            throw new SessionStorageException("A save was not acknowledged, and what is stored is another one.");
        if (!_isRepeated)
            Answered(answer, sent);
        return answer;
    }

    /// <summary>The script alone.</summary>
    public Task<long> RunScriptAsync(IDatabase database) =>
        _isHeader ? HeaderScript.RunAsync(database, _keys, _arguments, _isFull)
        : _endedAs is null ? SaveScript.RunAsync(database, _keys, _arguments, _isFull)
        : SaveScript.RunPuttingAsideAsync(database, _keys, _arguments);

    /// <summary>Waits until Redis would refuse it.</summary>
    public async Task LapseAsync()
    {
        if (Left is var left && left > TimeSpan.Zero)
            await Task.Delay(left);
    }

    private void WriteHeader()
    {
        _isHeader = true;
        Write(RecordWriter.HeaderLengthOf(_next, _layout));
        _keys = [_shard.Keys.Session(_id)];
        _arguments = HeaderScript.ArgumentsOf(Decision(), _gone, _sent);
    }

    private void WriteWhole()
    {
        _isHeader = false;
        Write(RecordWriter.LengthOf(_next, _layout));

        var sets = _entry is { } indexed ? _shard.SetsOf(indexed) : [];
        RedisKey[] asideKeys = [];
        RedisValue[] aside = [];
        if (_endedAs is { } ended)
        {
            asideKeys = [_shard.Keys.Ended, _shard.Keys.EndedRecord(ended.ToString())];
            aside =
            [
                IndexMember.Of(ended), (long)EndedSessionKeeping.ValueLife.TotalMilliseconds,
                (long)EndedSessionKeeping.Patience.TotalMilliseconds,
            ];
        }

        _keys = SaveScript.KeysOf(_shard.Keys.Session(_id), asideKeys, sets, IsStaged ? _shard.Keys.Staged(_saveId) : (RedisKey?)null);
        _arguments = SaveScript.ArgumentsOf(
            Decision(),
            _gone,
            isTombstone: _next.IsEmpty,
            next: IsStaged ? RedisValue.EmptyString : _sent,
            above: _above > _expected ? _above : null,
            aside,
            sets,
            score: _next.IsEmpty ? RedisValue.EmptyString : IndexScore.ToText(_entry?.Deadline));
    }

    private RedisValue[] Decision() => SaveDecision.ArgumentsOf(_expected, _saveId, _begunAt);

    private void Write(int length)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(length);
        _sent = _buffer.AsMemory(0, length);
        RecordWriter.Write(_next, _saveId, _buffer.AsSpan(0, length), _layout);
    }

    /// <summary>Both are under way at once, one behind the other on one connection.</summary>
    private async Task<long> StageAndRunAsync(IDatabase database)
    {
        var staged = database.StringSetAsync(_keys[^1], _sent, CallTimings.StagedLife, flags: RedisLink.OnPrimary);
        var saved = RunScriptAsync(database);
        await Task.WhenAll(staged, saved).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Where the one was refused, the other only says that it misses it.
        await staged.ConfigureAwait(false);
        return await saved.ConfigureAwait(false);
    }

    private void Answered(long answer, TimeSpan sent)
    {
        Return();

        // One more than the last is no time: Redis' clock was behind it.
        if (answer > _above + 1)
            Clock.Observe(answer, sent);
    }

    /// <summary>What was not answered may still wait to be sent: its buffer is left to the garbage collector.</summary>
    private void Return()
    {
        if (!_isRepeated)
            ArrayPool<byte>.Shared.Return(_buffer);
    }
}
