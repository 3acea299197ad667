namespace SessionOrleans.Configuration;

/// <summary>Finds the setting that somebody meant who wrote another.</summary>
internal static class SettingSpelling
{
    /// <summary>What is less like a name than this was not meant for it.</summary>
    private const double Alike = 0.6;

    private const double ForAbbreviation = 0.2;

    /// <summary>What other stores call ours.</summary>
    private static readonly (string Theirs, string Ours)[] OtherWords =
    [
        ("ttl", "timetolive"), ("timeout", "lease"), ("connectionstring", "redisurl"), ("connection", "redisurl"),
        ("prefermemory", "backend"),
    ];

    /// <summary>Null where none is like it.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var (nearest, likeness) = known.Select(name => (name, Likeness(written, name))).MaxBy(one => one.Item2);
        return likeness >= Alike ? nearest : null;
    }

    /// <summary>Whether one is the other but for one letter, for case, and for what is neither letter nor digit.</summary>
    public static bool IsSlip(string written, string name)
    {
        var (one, other) = (Letters(written), Letters(name));
        var longer = Math.Max(one.Length, other.Length);
        return Math.Abs(one.Length - other.Length) <= 1 && CommonLetters(one, other) >= longer - 1;
    }

    /// <summary>From 0 to 1 for the letters that both have in the same order, and more where the one may be short for the other.</summary>
    private static double Likeness(string written, string name)
    {
        var (one, other) = (Ours(Letters(written)), Letters(name));
        var common = CommonLetters(one, other);
        return one.Length == 0 ? 0 : (2.0 * common / (one.Length + other.Length)) + (common == one.Length ? ForAbbreviation : 0);
    }

    private static string Letters(string text) => new([.. text.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string Ours(string text)
    {
        foreach (var (theirs, ours) in OtherWords)
            text = text.Replace(theirs, ours, StringComparison.Ordinal);
        return text;
    }

    /// <summary>How many letters both have in the same order (their longest common subsequence).</summary>
    private static int CommonLetters(string one, string other)
    {
        var lengths = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = 0; j < other.Length; j++)
                lengths[i + 1, j + 1] = one[i] == other[j] ? lengths[i, j] + 1 : Math.Max(lengths[i, j + 1], lengths[i + 1, j]);
        }

        return lengths[one.Length, other.Length];
    }
}
