using System.Globalization;

namespace SessionOrleans.Harness.Outside;

/// <summary>One thing done to a resource outside the store, in the resource's own order.</summary>
/// <param name="What">read, write or refused.</param>
/// <param name="Token">The fencing token that came with it.</param>
/// <param name="Worker">Who did it.</param>
/// <param name="Element">What was added, by a write.</param>
public sealed record OutsideEntry(string What, long Token, string Worker, string Element)
{
    public bool IsRead => What == "read";

    public bool IsWrite => What == "write";

    public bool IsRefused => What == "refused";

    public static OutsideEntry Parse(string text) =>
        text.Split(' ') is [var what, var token, var worker, var element]
            ? new(what, long.Parse(token, CultureInfo.InvariantCulture), worker, element)
            : throw new FormatException($"This is no entry: {text}");
}
