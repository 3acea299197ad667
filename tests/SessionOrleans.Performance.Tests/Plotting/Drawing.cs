using System.Xml.Linq;

namespace SessionOrleans.Performance.Tests.Plotting;

/// <summary>What is in a plot, without what depends on the fonts of the machine: places of letters, the size of the legend.</summary>
internal sealed class Drawing(string svg)
{
    private readonly XElement _svg = XElement.Parse(svg);

    /// <summary>Titles, labels and legends, in the order in which they are drawn.</summary>
    public IReadOnlyList<string> Texts => [.. Elements(_svg, "text").Select(text => text.Value.Trim())];

    /// <summary>The lines, bars and dots of the data.</summary>
    public IReadOnlyList<string> Data => [.. DataElements.Select(element => element.ToString())];

    /// <summary>The data's dots, as x and y; y grows downwards.</summary>
    public IReadOnlyList<(double X, double Y)> Dots =>
    [
        .. DataElements.Where(element => element.Name.LocalName == "ellipse")
            .Select(dot => ((double)dot.Attribute("cx")!, (double)dot.Attribute("cy")!)),
    ];

    /// <summary>What is cut off at the edges of a panel. So is a legend; that has texts.</summary>
    private IEnumerable<XElement> DataElements =>
        Elements(_svg, "g").Where(group => group.Attribute("clip-path") is not null && !Elements(group, "text").Any()).Elements();

    private static IEnumerable<XElement> Elements(XElement of, string name) =>
        of.Descendants().Where(element => element.Name.LocalName == name);
}
