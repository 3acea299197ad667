using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SessionOrleans.Packaging.Outside;

/// <summary>
/// A project as the readme of a package says to make one: what <c>dotnet new</c> gives, the package, and the readme's block as Program.cs.
/// Or the readme's unit test, in a project of the test runner's. A readme without <c>dotnet new</c> has none: an AppHost needs an SDK of
/// 300 MB.
/// </summary>
internal sealed partial class ReadmeProject(
    string name, string sdk, string properties, IReadOnlyList<(string Id, string? Version)> packages, string code)
{
    /// <summary>Those of all readmes, each named after its package, and after what it is.</summary>
    public static IReadOnlyList<ReadmeProject> All { get; } =
        [.. System.IO.Directory.GetFiles(Repository.PathOf("src"), "README.md", SearchOption.AllDirectories).Order().SelectMany(Of)];

    public string Name => name;

    /// <summary>Writes it into a folder of its name.</summary>
    public void Write(string root, string version)
    {
        var folder = OutsideProject.Write(
            root, name, sdk, properties, packages.Select(package => (package.Id, package.Version ?? version)));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), code);
    }

    private static IEnumerable<ReadmeProject> Of(string readme)
    {
        var page = File.ReadAllText(readme);
        var id = Add().Match(page).Groups["package"].Value;
        var folder = Path.GetFileName(Path.GetDirectoryName(readme)!);
        if (!New().IsMatch(page))
            yield break;
        foreach (Match block in Block().Matches(page))
        {
            var code = block.Groups["code"].Value;
            if (code.Contains("[Fact]", StringComparison.Ordinal))
                yield return new(
                    $"{folder}UnitTest", "Microsoft.NET.Sdk", "",
                    [
                        (id, null), ("Microsoft.NET.Test.Sdk", Pinned("Microsoft.NET.Test.Sdk")), ("xunit", Pinned("xunit")),
                        ("xunit.runner.visualstudio", Pinned("xunit.runner.visualstudio")),
                    ],
                    code);
            else
                yield return New().Match(page).Groups["template"].Value switch
                {
                    "web" => new($"{folder}Web", "Microsoft.NET.Sdk.Web", "", [(id, null)], code),
                    "worker" => new($"{folder}Worker", "Microsoft.NET.Sdk.Worker", "", [(id, null)], code),
                    "console" => new($"{folder}Console", "Microsoft.NET.Sdk", "<OutputType>Exe</OutputType>", [(id, null)], code),
                    var other => throw new InvalidOperationException($"{readme}: dotnet new '{other}' is not known here."),
                };
        }
    }

    private static string Pinned(string package) => XDocument.Load(Repository.PathOf("Directory.Packages.props"))
        .Descendants("PackageVersion").Single(element => element.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    [GeneratedRegex(@"^dotnet new (?<template>\w+)", RegexOptions.Multiline)]
    private static partial Regex New();

    [GeneratedRegex(@"^dotnet add package (?<package>\S+)", RegexOptions.Multiline)]
    private static partial Regex Add();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
