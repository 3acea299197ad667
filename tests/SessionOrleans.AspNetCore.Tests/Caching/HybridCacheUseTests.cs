using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Extensions.Caching.Distributed;

namespace SessionOrleans.AspNetCore.Tests.Caching;

/// <summary>
/// The cache as HybridCache uses one: found as an IBufferDistributedCache, written from pooled arrays, read into a bounded writer, with
/// absolute expirations only, and with tags as entries of eight bytes. Two hosts, on whichever backend.
/// </summary>
public abstract class HybridCacheUseTests(Cluster cluster) : IAsyncLifetime
{
    /// <summary>What HybridCache puts before a tag; an asterisk is all of them.</summary>
    private const string Tag = "__MSFT_HCT__";

    private static readonly DistributedCacheEntryOptions FiveMinutes = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) };
    private static readonly DistributedCacheEntryOptions AsATag = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(1000) };

    private readonly string _key = $"key {Guid.NewGuid():N}";
    private Hosts _hosts = null!;

    private IBufferDistributedCache One => CacheOf(_hosts.One);

    private IBufferDistributedCache Other => CacheOf(_hosts.Other);

    public async Task InitializeAsync() => _hosts = await cluster.ShareAsync(
        async () => new Hosts(await StartAsync(), await StartAsync()));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Set_FromAPooledArrayThatIsReusedAtOnce_IsReadAsItWas()
    {
        foreach (var length in new[] { 0, 1, 19, 5_000, 500_000 })
        {
            var expected = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
            var pooled = ArrayPool<byte>.Shared.Rent(length + 3);
            expected.CopyTo(pooled, 3);

            await One.SetAsync(_key, new ReadOnlySequence<byte>(pooled, 3, length), FiveMinutes);
            Array.Fill(pooled, (byte)0xEE);
            ArrayPool<byte>.Shared.Return(pooled);

            foreach (var cache in new[] { One, Other })
            {
                var read = new BoundedWriter(1 << 20);
                Assert.True(await cache.TryGetAsync(_key, read));
                Assert.Equal(expected, read.Written);
            }
        }
    }

    [Fact]
    public async Task TryGet_MoreThanTheWriterTakes_IsTheWritersErrorAndHarmsNothing()
    {
        await One.SetAsync(_key, new ReadOnlySequence<byte>(new byte[100]), FiveMinutes);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Other.TryGetAsync(_key, new BoundedWriter(99)));

        Assert.True(await Other.TryGetAsync(_key, new BoundedWriter(100)));
    }

    [Fact]
    public async Task TryGet_OfAMiss_WritesNothing()
    {
        var read = new BoundedWriter(0);

        Assert.False(await Other.TryGetAsync(_key, read));
        Assert.Empty(read.Written);
    }

    [Fact]
    public async Task Entry_ItsExpirationIsOver_IsAMissOnBothHosts()
    {
        await One.SetAsync(
            _key, new ReadOnlySequence<byte>([1]), new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMilliseconds(300) });

        await Harness.Until.TrueAsync(async () => !await Other.TryGetAsync(_key, new BoundedWriter(1)));

        Assert.False(await One.TryGetAsync(_key, new BoundedWriter(1)));
    }

    [Fact]
    public async Task Remove_OnOneHost_IsAMissOnTheOther()
    {
        await One.SetAsync(_key, new ReadOnlySequence<byte>([1]), FiveMinutes);
        Assert.True(await Other.TryGetAsync(_key, new BoundedWriter(1)));

        await One.RemoveAsync(_key);

        Assert.False(await Other.TryGetAsync(_key, new BoundedWriter(1)));
    }

    [Fact]
    public async Task Tag_InvalidatedTwice_IsTheLastInstantOnBothHosts()
    {
        foreach (var tag in new[] { $"{Tag}{_key}", $"{Tag}*" })
        {
            for (var instant = 1L; instant <= 2; instant++)
            {
                var pooled = ArrayPool<byte>.Shared.Rent(sizeof(long));
                BinaryPrimitives.WriteInt64LittleEndian(pooled, instant);
                await (instant == 1 ? One : Other).SetAsync(tag, new ReadOnlySequence<byte>(pooled, 0, sizeof(long)), AsATag);
                ArrayPool<byte>.Shared.Return(pooled);

                foreach (var cache in new[] { One, Other })
                {
                    var read = new BoundedWriter(1 << 20);
                    Assert.True(await cache.TryGetAsync(tag, read));
                    Assert.Equal(instant, BinaryPrimitives.ReadInt64LittleEndian(read.Written));
                    Assert.Equal(sizeof(long), read.Written.Length);
                }
            }
        }
    }

    [Fact]
    public async Task Entry_WrittenAndReadByManyAtOnce_IsAlwaysWhole()
    {
        await One.SetAsync(_key, new ReadOnlySequence<byte>(new byte[1000]), FiveMinutes);

        var writing = Enumerable.Range(1, 16).Select(i =>
            CacheOf(i).SetAsync(_key, new ReadOnlySequence<byte>([.. Enumerable.Repeat((byte)i, 1000 + i)]), FiveMinutes).AsTask());
        var reading = Enumerable.Range(1, 64).Select(async i =>
        {
            var read = new BoundedWriter(1 << 20);
            Assert.True(await CacheOf(i).TryGetAsync(_key, read));
            Assert.Equal(Enumerable.Repeat(read.Written[0], 1000 + read.Written[0]), read.Written);
        });

        await Task.WhenAll(writing.Concat(reading));
    }

    [Fact]
    public async Task AnyCall_ThatIsCancelled_EndsSo()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await One.TryGetAsync(_key, new BoundedWriter(1), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await One.SetAsync(_key, new ReadOnlySequence<byte>([1]), FiveMinutes, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => One.RemoveAsync(_key, cancelled.Token));
    }

    private IBufferDistributedCache CacheOf(int turn) => turn % 2 == 0 ? One : Other;

    /// <summary>By the interface that HybridCache looks for behind the other.</summary>
    private static IBufferDistributedCache CacheOf(WebHost host) =>
        Assert.IsAssignableFrom<IBufferDistributedCache>(host.Services.GetRequiredService<IDistributedCache>());

    private Task<WebHost> StartAsync() => WebHost.StartAsync(cluster, services => services.AddSessionStoreDistributedCache(), _ => { });

    private sealed record Hosts(WebHost One, WebHost Other) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
