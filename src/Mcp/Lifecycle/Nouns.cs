namespace SessionOrleans.Mcp;

/// <summary>English nouns, as far as tools and their descriptions need them.</summary>
internal static class Nouns
{
    public static string PluralOf(string noun) => noun switch
    {
        [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => noun + "es",
        [.. var stem, 'y'] when !"aeiou".Contains(stem[^1], StringComparison.Ordinal) => stem + "ies",
        _ => noun + "s",
    };

    /// <summary>The noun in a sentence, after "a" or "an".</summary>
    public static string WithArticle(string noun) => ("aeiou".Contains(noun[0], StringComparison.Ordinal) ? "an " : "a ") + Spoken(noun);

    /// <summary>The noun in a sentence.</summary>
    public static string Spoken(string noun) => noun.Replace('_', ' ').Replace('-', ' ');
}
