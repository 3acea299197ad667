using System.Text.RegularExpressions;

namespace SessionOrleans.Benchmarks.Flames;

/// <summary>The stacks in what <c>perf script -F comm,ip,sym,dso</c> writes: a line for the thread, a line for each frame, an empty
/// line.</summary>
internal static partial class SampledStacks
{
    /// <summary>The stacks of threads of one name, the outermost frame first. Frames of one library without symbols are one.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(IEnumerable<string> lines, string threads)
    {
        List<string>? stack = null;
        foreach (var line in lines.Append(""))
        {
            if (line.Length == 0)
            {
                if (stack is { Count: > 0 })
                    yield return stack;
                stack = null;
            }
            else if (!char.IsWhiteSpace(line[0]))
            {
                stack = line.Trim() == threads ? [] : null;
            }
            else if (stack is not null && FrameLine().Match(line) is { Success: true } frame
                && NameOf(frame.Groups["symbol"].Value, frame.Groups["library"].Value) is var name && stack.FirstOrDefault() != name)
            {
                stack.Insert(0, name);
            }
        }
    }

    /// <summary>Library, type and method of managed code, as the perf map names them; else the function, or its library.</summary>
    private static string NameOf(string symbol, string library)
    {
        if (Managed().Matches(symbol) is [.., var managed])
            return $"{managed.Groups["library"]}!{managed.Groups["type"].Value.Split('.')[^1]}.{managed.Groups["method"]}";
        return library.Contains("kernel", StringComparison.Ordinal) ? "kernel"
            : symbol == "[unknown]" ? Path.GetFileName(library) : symbol;
    }

    [GeneratedRegex(@"^\s+[0-9a-f]+ (?<symbol>.*) \((?<library>[^()]*)\)$")]
    private static partial Regex FrameLine();

    [GeneratedRegex(@"\[(?<library>[\w.]+)\] (?<type>[\w.+`<>|$]+)(\[[^\]]*\])?::(?<method>[\w.<>|$]+)")]
    private static partial Regex Managed();
}
