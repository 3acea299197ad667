using SessionOrleans.Mcp;

namespace SessionOrleans;

/// <summary>
/// The tools that <c>WithSessionTools&lt;T&gt;()</c> gives a server for one kind of session, and how long the sessions that they make live.
/// </summary>
/// <typeparam name="T">What the sessions hold.</typeparam>
public sealed class SessionKindOptions<T>
    where T : class
{
    /// <summary>
    /// What tools and arguments call one of them, such as <c>basket</c>. Default: the kind of <typeparamref name="T"/>.
    /// </summary>
    /// <value>1 to 64 lower-case letters, digits, <c>-</c> and <c>_</c>, beginning with a letter.</value>
    public string Name { get; set; } = SessionKind.Of(typeof(T));

    /// <summary>What tools call several of them. Default: <see cref="Name"/> in an English plural.</summary>
    /// <value>As a name.</value>
    public string? PluralName { get; set; }

    /// <summary>What one is for, as a sentence for the model. Null: nothing is said.</summary>
    /// <value>Any text.</value>
    public string? Description { get; set; }

    /// <summary>How long one lives after it was written. Null: as long as the store's
    /// <see cref="SessionStoreOptions.DefaultTimeToLive"/>.</summary>
    /// <value>Above zero, at most 365,000 days, or <c>Timeout.InfiniteTimeSpan</c>.</value>
    public TimeSpan? TimeToLive { get; set; }

    /// <summary>Whether reading prolongs one as well. Null: as the store's <see cref="SessionStoreOptions.Sliding"/>.</summary>
    public bool? Sliding { get; set; }

    /// <summary>How long one lives at most, whatever prolongs it. Default: for ever.</summary>
    /// <value>Above zero, at most 365,000 days, or <c>Timeout.InfiniteTimeSpan</c>.</value>
    public TimeSpan MaxLifetime { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Whether there is a tool that lists the caller's. Default: yes. Leave it out where nobody signs in: an anonymous caller's
    /// cannot be listed.</summary>
    public bool HasList { get; set; } = true;

    /// <summary>The plural that tools use.</summary>
    internal string Plural => PluralName ?? Nouns.PluralOf(Name);

    internal SessionLifetimeText LifetimeIn(SessionStoreOptions store) =>
        new(TimeToLive ?? store.DefaultTimeToLive, Sliding ?? store.Sliding, MaxLifetime);
}
