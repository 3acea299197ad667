using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SessionOrleans.Mcp;

/// <summary>
/// Seals with keys that are a session of the store. They are read each time, which costs a call where a person is about to be asked, and
/// leaves nothing to go stale: hosts share them at once, and what an operator removes is out of use at once.
/// </summary>
internal sealed class StoreRequestStateProtector(ISessionStore store, TimeProvider? time = null) : IRequestStateProtector
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public async Task<string> SealAsync(ReadOnlyMemory<byte> state, ReadOnlyMemory<byte> context, CancellationToken cancellationToken)
    {
        var key = (await ReadAsync(cancellationToken).ConfigureAwait(false)).ToSeal(_time.GetUtcNow()) ?? await AddAsync(cancellationToken).ConfigureAwait(false);
        return SealedBox.Seal(key, state.Span, context.Span);
    }

    public async Task<byte[]?> OpenAsync(string text, ReadOnlyMemory<byte> context, CancellationToken cancellationToken)
    {
        if (SealedBox.Parse(text) is not { } parsed)
            return null;
        var keys = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return keys.ToOpen(parsed.KeyId) is { } key ? SealedBox.Open(key, parsed.Box, context.Span) : null;
    }

    private async Task<SealingKeys> ReadAsync(CancellationToken cancellationToken) =>
        await store.GetAsync<byte[]>(ReservedIds.SealingKeys, cancellationToken).ConfigureAwait(false) is { } stored ? SealingKeys.Read(stored.Value) : SealingKeys.None;

    private async Task<SealingKey> AddAsync(CancellationToken cancellationToken)
    {
        var random = RandomNumberGenerator.GetBytes(sizeof(ulong) + 32);
        var fresh = new SealingKey(BinaryPrimitives.ReadUInt64BigEndian(random), random[sizeof(ulong)..], _time.GetUtcNow());
        var written = await store.UpdateAsync<byte[]>(
            ReservedIds.SealingKeys,
            stored => (stored is null ? SealingKeys.None : SealingKeys.Read(stored)).With(fresh).Write(),
            new() { TimeToLive = SealingKeys.TimeToLive, Sliding = false },
            cancellationToken).ConfigureAwait(false);

        // Another host may have been first; then its key is everybody's.
        return SealingKeys.Read(written.Value).ToSeal(fresh.CreatedAt)!;
    }
}
