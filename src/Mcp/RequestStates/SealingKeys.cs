using System.Collections.Immutable;
using System.Text.Json;

namespace SessionOrleans.Mcp;

/// <summary>
/// The keys that a store's request states are sealed with. Pure: a key seals for a week and opens for two, which is longer than any state
/// lives, so a host's clock may be wrong by days before anybody notices.
/// </summary>
internal sealed record SealingKeys(ImmutableArray<SealingKey> Keys)
{
    private static readonly TimeSpan Seals = TimeSpan.FromDays(7);
    private static readonly TimeSpan Opens = TimeSpan.FromDays(14);

    /// <summary>How long the store keeps them: written whenever one is added, and gone when nobody seals any more.</summary>
    public static TimeSpan TimeToLive { get; } = TimeSpan.FromDays(30);

    public static SealingKeys None { get; } = new([]);

    public static SealingKeys Read(byte[] stored) => JsonSerializer.Deserialize<SealingKeys>(stored, JsonSerializerOptions.Web)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    /// <summary>The key to seal with; null when there is none young enough.</summary>
    public SealingKey? ToSeal(DateTimeOffset now) => Keys.LastOrDefault(key => key.CreatedAt > now - Seals);

    public SealingKey? ToOpen(ulong id) => Keys.FirstOrDefault(key => key.Id == id);

    /// <summary>With a key to seal with: the one that is there, or <paramref name="fresh"/>. Keys that open nothing any more go.</summary>
    public SealingKeys With(SealingKey fresh) =>
        ToSeal(fresh.CreatedAt) is not null ? this : new([.. Keys.Where(key => key.CreatedAt > fresh.CreatedAt - Opens), fresh]);
}
