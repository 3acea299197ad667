namespace SessionOrleans.Hostile;

/// <summary>Texts that are no ids, owners, labels or cursors.</summary>
internal static class BadText
{
    private static readonly string[] NotAscii = ["\u00fc", "\u00a0", "\u2028", "\u4f60", "\ud83d\ude00", "\u202e", "\uff0e", "\u0430"];

    /// <summary>No id, and what its refusal has to name.</summary>
    public static (string Text, string Named) Id(Random chance) => chance.Next(6) switch
    {
        0 => ("", "1 to 256"),
        1 => Long(chance),
        2 => Hold(chance, " ", "U+0020"),
        3 => Control(chance),
        4 => NotAscii[chance.Next(NotAscii.Length)] is var odd ? Hold(chance, odd, $"U+{(int)odd[0]:X4}") : default,
        _ => LoneSurrogate(chance),
    };

    /// <summary>A text that is too long for anything but a value.</summary>
    public static (string Text, string Named) Long(Random chance) => (new string('x', chance.Next(257, 2_000)), "256");

    public static (string Text, string Named) Control(Random chance)
    {
        var control = (char)chance.Next(0x20);
        return Hold(chance, control.ToString(), $"U+{(int)control:X4}");
    }

    /// <summary>A text with half a surrogate pair: the first half at its end or before another letter, or the second half alone.</summary>
    public static (string Text, string Named) LoneSurrogate(Random chance)
    {
        var half = chance.Next(2) == 0 ? (char)chance.Next(0xD800, 0xDC00) : (char)chance.Next(0xDC00, 0xE000);
        return Hold(chance, half.ToString(), $"U+{(int)half:X4}");
    }

    /// <summary>No cursor of any listing.</summary>
    public static string Cursor(Random chance) => chance.Next(8) switch
    {
        0 => "",
        1 => "-1",
        2 => ":",
        3 => "99999999999999999999999999",
        4 => "1e3",
        5 => $"{chance.Next(256, int.MaxValue)}:x",
        6 => "0 MATCH *",
        _ => LoneSurrogate(chance).Text,
    };

    private static (string Text, string Named) Hold(Random chance, string odd, string named) =>
        (Plain(chance) + odd + (odd.Length == 1 && char.IsSurrogate(odd[0]) ? "x" : Plain(chance)), named);

    private static string Plain(Random chance) => new('a', chance.Next(20));
}
