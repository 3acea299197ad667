using System.Globalization;
using System.Net;
using System.Text;

namespace Demo;

/// <summary>Draws a transcript as a terminal in which the lines appear as they did. No script; who prefers stillness sees the last
/// picture.</summary>
internal static class AnimatedSvg
{
    private const int LineHeight = 19;
    private const int Columns = 100;

    /// <summary>People read slower than this answers, and wait less gladly: pauses are drawn between these.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(6);

    public static string Draw(IReadOnlyList<TranscriptLine> transcript)
    {
        var lines = transcript.SelectMany(Wrap).ToList();
        var appears = Times(lines);
        var whole = (appears[^1] + Rest).TotalSeconds;
        var svg = new StringBuilder();
        var (width, height) = ((Columns * 8) + 40, (lines.Count * LineHeight) + 40);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" " +
            $"width=\"{width}\" height=\"{height}\" role=\"img\">\n");
        svg.Append("<title>A run of ./demo: a server is killed, the basket is intact</title>\n<style>\n");
        svg.Append("text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre;fill:#c9d1d9}\n");
        svg.Append(".Remark{fill:#8b949e}.Typed{fill:#79c0ff}.Refused{fill:#ffa657}\n@media (prefers-reduced-motion:no-preference){\n");
        for (var i = 0; i < lines.Count; i++)
        {
            var share = 100 * appears[i].TotalSeconds / whole;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"@keyframes l{i}{{0%,{share:0.##}%{{opacity:0}}{share + 0.01:0.##}%,100%{{opacity:1}}}}" +
                $"#l{i}{{animation:l{i} {whole:0.#}s infinite}}\n");
        }

        svg.Append("}\n</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n");
        for (var i = 0; i < lines.Count; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text id=\"l{i}\" class=\"{lines[i].Kind}\" x=\"20\" " +
                $"y=\"{35 + (i * LineHeight)}\">{WebUtility.HtmlEncode(lines[i].Text)}</text>\n");
        return svg.Append("</svg>\n").ToString();
    }

    private static List<TimeSpan> Times(List<TranscriptLine> lines)
    {
        var times = new List<TimeSpan> { TimeSpan.FromSeconds(0.2) };
        for (var i = 1; i < lines.Count; i++)
        {
            var pause = lines[i].At - lines[i - 1].At;
            times.Add(
                times[^1] + (pause == TimeSpan.Zero ? TimeSpan.Zero : pause < Shortest ? Shortest : pause > Longest ? Longest : pause));
        }

        return times;
    }

    private static IEnumerable<TranscriptLine> Wrap(TranscriptLine line)
    {
        var text = line.Text;
        while (text.Length > Columns)
        {
            var cut = text.LastIndexOf(' ', Columns);
            cut = cut > 8 ? cut : Columns;
            yield return line with { Text = text[..cut] };
            text = $"      {text[cut..].TrimStart()}";
        }

        yield return line with { Text = text };
    }
}
