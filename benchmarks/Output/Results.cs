using System.Text.Json.Nodes;

namespace SessionOrleans.Benchmarks.Output;

/// <summary>
/// What was found, on standard output: JSON, one object a line, as it comes; or, at the end, a table of some columns, or a list where there
/// is one result.
/// </summary>
internal sealed class Results(bool json, params string[] columns)
{
    private readonly List<JsonObject> _rows = [];

    public void Add<T>(T row)
    {
        if (json)
            Console.WriteLine(JsonLines.Write(row));
        else
            _rows.Add(JsonNode.Parse(JsonLines.Write(row))!.AsObject());
    }

    public void End()
    {
        Console.Error.WriteLine();
        if (_rows is [var only])
            Print([.. only.Select(field => (string[])[field.Key, $"{field.Value}"])]);
        else if (!json)
            Print([columns, .. _rows.Select(row => columns.Select(column => $"{row[column]}").ToArray())]);
    }

    private static void Print(string[][] lines)
    {
        int[] widths = [.. lines[0].Select((_, at) => lines.Max(line => line[at].Length))];
        foreach (var line in lines)
            Console.WriteLine(string.Join("  ", line.Select((cell, at) => at == 0 ? cell.PadRight(widths[at]) : cell.PadLeft(widths[at]))));
    }
}
