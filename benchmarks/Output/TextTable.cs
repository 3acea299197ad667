namespace SessionOrleans.Benchmarks.Output;

/// <summary>Rows under headings, as wide as they need to be; all but the first columns are numbers, to the right.</summary>
internal static class TextTable
{
    public static string Format(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows, int textColumns)
    {
        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        return string.Join('\n', rows.Prepend([.. headings]).Select(row => string.Join("  ", row.Select((cell, column) =>
            column < textColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()));
    }
}
