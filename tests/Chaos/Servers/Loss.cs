namespace SessionOrleans.Chaos.Servers;

/// <summary>What a failover lost of one session: all saves above a version, up to another.</summary>
/// <param name="Kept">The version that the replica had; 0: it had nothing.</param>
/// <param name="Last">The last version that the primary had made.</param>
/// <param name="Unrenewed">The token of the lock whose renewal was lost, so that its lease ends earlier; 0: none.</param>
internal sealed record Loss(long Kept, long Last, long Unrenewed)
{
    public bool Has(long version) => version > Kept && version <= Last;

    /// <summary>Null: nothing was lost.</summary>
    public static Loss? Of(SessionRecord had, SessionRecord kept)
    {
        if (had.Version <= kept.Version)
            return null;
        var isUnrenewed = had.Holder is { } holder && kept.Holder is { } before && before.FencingToken == holder.FencingToken
            && before.Until < holder.Until;
        return new(kept.Version, had.Version, isUnrenewed ? had.Holder!.FencingToken : 0);
    }
}
