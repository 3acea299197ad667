using System.Xml.Linq;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>docs/versions.md names the versions that the repository is built with.</summary>
public sealed class McpVersionsTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/versions.md");

    private static readonly Dictionary<string, string> Pinned = XDocument.Load(Repository.PathOf("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

    /// <summary>The packages that the page names, <c>X.*</c> for all that begin with X., with their versions.</summary>
    private static readonly List<(string Package, string Version)> Named =
    [
        .. Page.RowsAfter("# Versions", atLeast: 5).Concat(Page.RowsAfter("The silo", atLeast: 2))
            .Where(row => row[0].StartsWith('`')).Select(row => (row[0].Trim('`'), row[1])),
    ];

    [Fact]
    public void Versions_InTheTable_AreThoseThatArePinned() => Assert.All(
        Named,
        row =>
        {
            var pinned = Pinned.Where(package => IsNamedBy(row.Package, package.Key)).ToList();
            Assert.NotEmpty(pinned);
            Assert.All(pinned, package => Assert.Equal(row.Version, package.Value));
        });

    [Fact]
    public void Packages_OfTheSources_AreInTheTable() => Assert.All(
        System.IO.Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories).SelectMany(ReferencedBy).Distinct(),
        package => Assert.Contains(Named, row => IsNamedBy(row.Package, package)));

    [Fact]
    public void PinnedPackages_Each_AreUsedByAProject()
    {
        var used = System.IO.Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Repository.PathOf("Directory.Build.props")).SelectMany(ReferencedBy).ToHashSet();

        Assert.Empty(Pinned.Keys.Except(used));
    }

    [Fact]
    public void Framework_InTheTable_IsTheOneBuiltFor()
    {
        var target = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("TargetFramework").Single().Value;

        Assert.Contains(
            Page.RowsAfter("# Versions", atLeast: 5),
            row => row[0] is ".NET" && row[1].Contains($"`{target}`", StringComparison.Ordinal));
    }

    private static IEnumerable<string> ReferencedBy(string project) =>
        XDocument.Load(project).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);

    private static bool IsNamedBy(string name, string package) =>
        name == package || (name.EndsWith(".*", StringComparison.Ordinal) && package.StartsWith(name[..^1], StringComparison.Ordinal));
}
