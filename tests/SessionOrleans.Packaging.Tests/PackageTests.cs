using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using SessionOrleans.Packaging.Making;

namespace SessionOrleans.Packaging;

/// <summary>What a registry shows of each package, and what a debugger finds.</summary>
[Collection(PackagesCollection.Name)]
public sealed partial class PackageTests(Packages packages)
{
    public static TheoryData<string> Libraries => [.. Packages.Libraries];

    public static TheoryData<string> All => [.. Packages.Libraries, "SessionOrleans.Templates"];

    [Fact]
    public void Packages_Made_AreThoseAlone() => Assert.Equal(
        Packages.Libraries.Append("SessionOrleans.Templates").Select(id => packages.PathOf(id))
            .Concat(Packages.Libraries.Select(id => packages.PathOf(id, "snupkg"))).Order(),
        System.IO.Directory.GetFiles(packages.Folder).Order());

    [Theory]
    [MemberData(nameof(All))]
    public void Package_OnARegistry_SaysWhatItIs(string id)
    {
        using var package = new Package(packages.PathOf(id));

        Assert.Equal((id, packages.Version), (package.Find("id")!.Value, package.Find("version")!.Value));
        Assert.Equal(("expression", "MIT"), (package.Find("license")!.Attribute("type")!.Value, package.Find("license")!.Value));
        Assert.InRange(package.Find("description")!.Value.Length, 40, 200);
        Assert.Contains("orleans", package.Find("tags")!.Value.Split(' '));
        Assert.Equal("git", package.Find("repository")!.Attribute("type")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", package.Find("repository")!.Attribute("commit")!.Value);

        var icon = package.Read(package.Find("icon")!.Value);
        Assert.Equal("PNG"u8, icon.AsSpan(1, 3));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)));
        Assert.InRange(icon.Length, 100, 20_000);
    }

    /// <summary>A registry shows the readme alone: what it links to has to be somewhere else.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Readme_OfAPackage_NamesItAndHasNoDeadLink(string id)
    {
        using var package = new Package(packages.PathOf(id));
        var readme = Encoding.UTF8.GetString(package.Read(package.Find("readme")!.Value));

        Assert.StartsWith($"# {id}\n", readme, StringComparison.Ordinal);
        Assert.Contains(
            $"dotnet {(id is "SessionOrleans.Templates" ? "new install" : "add package")} {id}", readme, StringComparison.Ordinal);
        Assert.All(Link().Matches(readme), link => Assert.StartsWith("https://", link.Groups["to"].Value, StringComparison.Ordinal));
        Assert.All(readme.Split('\n'), line => Assert.InRange(line.Length, 0, 140));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_InAPackage_HasDocumentationAndSymbolsBesideIt(string id)
    {
        using var package = new Package(packages.PathOf(id));
        using var symbols = new Package(packages.PathOf(id, "snupkg"));

        Assert.Equal(
            [$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"],
            package.Files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.Contains($"lib/net10.0/{id}.pdb", symbols.Files);
    }

    /// <summary>They see each other's internals.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Dependencies_OnEachOther_AreOfOneVersion(string id)
    {
        using var package = new Package(packages.PathOf(id));
        Assert.All(
            package.Dependencies.Where(other => other.Id.StartsWith("SessionOrleans.", StringComparison.Ordinal)),
            other => Assert.Equal($"[{packages.Version}]", other.Version));
    }

    /// <summary>That they compile, <see cref="Packages"/> has seen to.</summary>
    [Fact]
    public void Examples_OfWhatPeopleMeetFirst_AreInTheDocComments()
    {
        string[] first =
        [
            "T:SessionOrleans.ISessionStore", "T:SessionOrleans.Session`1", "T:SessionOrleans.ISessionLock",
            "T:SessionOrleans.ToolSession`1", "T:SessionOrleans.IToolSessions", "T:SessionOrleans.UserSession`1",
            "T:SessionOrleans.IRequestState`1", "T:SessionOrleans.SessionStoreOptions", "T:SessionOrleans.SessionStoreFactory",
            "T:SessionOrleans.ISessionExpirationHandler",
        ];
        var shown = packages.Examples.Select(example => example.Id).ToList();

        Assert.Empty(first.Except(shown));
        Assert.Contains(shown, id => id.Contains(".AddSessionStore(", StringComparison.Ordinal));
        Assert.Contains(shown, id => id.Contains(".WithSessionStore(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\((?<to>[^)]*)\)")]
    private static partial Regex Link();
}
