using SessionOrleans.Membership;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>
/// Sessions in Redis: one string each, in the <see cref="RecordLayout"/>, written by scripts that compare first. Thread-safe. What was
/// acknowledged is as durable as Redis makes it. A save whose answer was lost is asked again; what stays unknown is decided in Redis by the
/// time it is thrown. Redis keeps a record for the grace of <paramref name="keeping"/> after its deadline. A silo whose
/// <paramref name="lease"/> is in doubt saves nothing. It writes <paramref name="layout"/> and reads them all.
/// </summary>
internal sealed class RedisSessionStorage(
    RedisLink link,
    RedisShards shards,
    EndedSessionKeeping keeping,
    IMembershipLease? lease = null,
    byte layout = RecordLayout.Current) : ISessionStorage
{
    /// <summary>Most headers are shorter; those with a long owner or label are asked for again.</summary>
    private const int PeekLength = 255;

    /// <summary>The same storage, for a silo that shares its sessions with others.</summary>
    public RedisSessionStorage For(IMembershipLease silo) => new(link, shards, keeping, silo, layout);

    public async ValueTask<SessionRecord> ReadAsync(string id)
    {
        var shard = shards.Of(id);
        await shard.Clock.MakeCertainAsync();
        var key = shard.Keys.Session(id);
        using var stored = await link.AskAsync(database => database.StringGetLeaseAsync(key, RedisLink.OnPrimary));
        return stored is null ? SessionRecord.None : RecordReader.Record(stored.Span);
    }

    public async ValueTask<SessionRecord?> SaveAsync(
        string id, SessionRecord next, long expectedVersion, IndexEntry? entry = null, EndedSessionName? endedAs = null)
    {
        var record = next.IsEmpty ? SessionRecord.None : next;
        var shard = shards.Of(id);
        var save = new RedisSave(shard, id, record, expectedVersion, keeping.Grace, entry, layout, endedAs);
        ThrowIfInDoubt();
        while (true)
        {
            try
            {
                var answer = await save.RunAsync(link.Database, link.AnswerWithin).ConfigureAwait(false);
                link.Worked();
                if (answer == SaveDecision.TooLate)
                    await link.AskAsync(shard.Clock.AskAsync);
                return answer > 0 ? next.Saved(answer) : null;
            }
            catch (Exception fault) when (RedisTrouble.Is(fault))
            {
                link.Faulted(fault);
                var patience = link.PatienceAfterFault();
                if (save.IsInDoubt || patience > save.Left)
                    patience = save.Left;
                if (RedisTrouble.IsPassing(fault) && await link.IsBackWithinAsync(patience))
                    continue;
                if (save.IsInDoubt)
                    await save.LapseAsync();
                throw link.ToStorageException(fault, nothingSaved: !save.IsInDoubt);
            }
        }
    }

    public ValueTask<SessionRecord?> RemoveAsync(string id, long expectedVersion, IndexEntry? entry = null) =>
        SaveAsync(id, SessionRecord.None, expectedVersion, entry);

    /// <summary>
    /// Done twice, it is the same: no lease is asked for, and what a paused silo sends late finds its sessions ended, or others.
    /// </summary>
    public async ValueTask<IReadOnlyList<bool>> EndAsync(int shard, IReadOnlyList<DueSession> sessions) =>
        sessions.Count == 0 ? [] : await link.AskAsync(database => EndScript.RunAsync(database, shards[shard].Keys, sessions));

    public async ValueTask<IReadOnlyList<SessionRecord?>> PeekAsync(IReadOnlyList<string> ids)
    {
        var records = new SessionRecord?[ids.Count];
        var places = Enumerable.Range(0, ids.Count).GroupBy(place => ExpiryShards.Of(ids[place]));
        await Task.WhenAll(places.Select(ofOne => PeekAsync(shards[ofOne.Key], ids, records, [.. ofOne])));
        return records;
    }

    public async ValueTask<IReadOnlyList<long>> MeasureAsync(IReadOnlyList<string> ids) => ids.Count == 0 ? [] : await link.AskAsync(
        database => Task.WhenAll(ids.Select(id => database.StringLengthAsync(shards.Of(id).Keys.Session(id), RedisLink.OnPrimary))));

    public async ValueTask DiscardAsync(string id, long above)
    {
        var shard = shards.Of(id);
        var begun = shard.Clock.Now;
        ThrowIfInDoubt();
        var record = shard.Keys.Session(id);
        if (!await link.AskAsync(database => DiscardScript.RunAsync(database, record, above, begun)))
            throw new SessionStorageException("A removal reached Redis too late.") { NothingSaved = true };

        // Who owned it cannot be read, so its entry is looked for.
        await link.AskAsync(async database =>
        {
            await foreach (var found in database.SortedSetScanAsync(
                shard.Keys.Index, IndexMember.PatternOf(id), pageSize: 1_000, flags: RedisLink.OnPrimary))
            {
                if (IndexMember.Parse(found.Element!) is var (member, owner) && member == id)
                    await Task.WhenAll(shard.SetsOf(new(id, owner, Deadline: null)).Select(
                        set => database.SortedSetRemoveAsync(set.Key, set.Member, RedisLink.OnPrimary)));
            }

            return true;
        });
    }

    public async ValueTask CheckWritesAsync() => await link.AskAsync(database => Task.WhenAll(shards.OnePerPrimary().Select(
        shard => database.StringSetAsync(shard.Keys.Probe, RedisValue.EmptyString, TimeSpan.FromSeconds(1), flags: RedisLink.OnPrimary))));

    /// <summary>Reads those of one shard into their places.</summary>
    private async Task PeekAsync(RedisShard shard, IReadOnlyList<string> ids, SessionRecord?[] records, int[] places)
    {
        await shard.Clock.MakeCertainAsync();
        foreach (var some in places.Chunk(PeekScript.MaxKeys))
        {
            RedisKey[] names = [.. some.Select(place => shard.Keys.Session(ids[place]))];
            var headers = await link.AskAsync(database => PeekScript.RunAsync(database, names, PeekLength));
            for (var i = 0; i < some.Length; i++)
                records[some[i]] = await HeaderAsync(names[i], headers[i]);
        }
    }

    /// <summary>The record of a header; null where there is none.</summary>
    private async ValueTask<SessionRecord?> HeaderAsync(RedisKey key, byte[] header)
    {
        try
        {
            return RecordReader.Header(await WholeAsync(key, header)) is { IsEmpty: false } record ? record : null;
        }
        catch (SessionStorageException trouble) when (trouble.IsUnreadable)
        {
            return SessionRecord.Unreadable;
        }
    }

    /// <summary>
    /// Another silo may have a session in memory by now, and would not notice that it is changed. Asked once the change has begun: what a
    /// pause holds up from here on lapses.
    /// </summary>
    private void ThrowIfInDoubt()
    {
        if (lease is { IsCertain: false })
            throw new SessionStorageException(
                "This silo does not know whether it still is a member of its cluster.") { NothingSaved = true };
    }

    /// <summary>The whole header, of which there may be more than was read.</summary>
    private async ValueTask<byte[]> WholeAsync(RedisKey key, byte[] header)
    {
        if (header.Length < PeekLength || RecordLayout.HeaderLength(header) is var length && length <= PeekLength)
            return header;
        return (await link.AskAsync(database => database.StringGetRangeAsync(key, 0, length - 1, RedisLink.OnPrimary)))!;
    }
}
