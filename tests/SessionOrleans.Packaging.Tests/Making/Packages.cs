using SessionOrleans.Packaging.Outside;

namespace SessionOrleans.Packaging.Making;

/// <summary>
/// All packages, made of what is built, in a folder outside of the repository; and the projects of their readmes and templates, restored
/// from that folder and built.
/// </summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly DirectoryInfo _root = System.IO.Directory.CreateTempSubdirectory("session-packages-");

    /// <summary>Of this run alone, so that no cache has a package of it.</summary>
    internal string Version { get; } = $"0.1.0-test.{TimeProvider.System.GetUtcNow():yyyyMMddHHmmss}";

    /// <summary>The ids of the packages that hold assemblies.</summary>
    internal static IReadOnlyList<string> Libraries { get; } =
        [.. System.IO.Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name is not "SessionOrleans.Silo").Order()];

    /// <summary>The examples of all doc comments, which were compiled.</summary>
    internal IReadOnlyList<(string Id, string Code)> Examples { get; private set; } = [];

    /// <summary>Where the packages are.</summary>
    internal string Folder => Path.Combine(_root.FullName, "packages");

    internal string PathOf(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{extension}");

    /// <summary>The assembly of a project outside, as it was built.</summary>
    internal string Built(string project) =>
        Path.Combine(_root.FullName, project, "bin", "Debug", "net10.0", $"{project}.dll");

    public async Task InitializeAsync()
    {
        System.IO.Directory.CreateDirectory(Folder);
        await DotnetCommand.BuildAsync(_root.FullName,
        [
            "msbuild", Repository.PathOf("packaging/Packages.proj"), "-maxCpuCount:2", "-target:Pack", "-property:NoBuild=true",
            $"-property:Configuration={Repository.Configuration}", $"-property:PackageVersion={Version}",
            $"-property:PackageOutputPath={Folder}",
        ]);

        var projects = ReadmeProject.All;
        foreach (var project in projects)
            project.Write(_root.FullName, Version);
        Examples = [.. Libraries.SelectMany(ExamplesOf)];
        ExampleProject.Write(_root.FullName, Version, Examples.Select(example => example.Code));
        string[] templated = ["NewServer", "NewTool"];
        var hive = Path.Combine(_root.FullName, "hive");
        await DotnetCommand.RunAsync("new", "install", PathOf("SessionOrleans.Templates"), "--debug:custom-hive", hive);
        await NewAsync(templated[0], "http");
        await NewAsync(templated[1], "stdio");
        await BuildOutsideAsync([.. projects.Select(project => project.Name), .. templated, ExampleProject.Name]);

        Task NewAsync(string name, string transport) => DotnetCommand.RunAsync(
            "new", "sessionorleans-mcp", "--output", Path.Combine(_root.FullName, name), "--transport", transport, "--no-restore",
            "--debug:custom-hive", hive);
    }

    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private IReadOnlyList<(string Id, string Code)> ExamplesOf(string id)
    {
        using var package = new Package(PathOf(id));
        return ExampleProject.Of(package);
    }

    /// <summary>One restore and one build of all. What others made comes from where this repository's restore put it.</summary>
    private async Task BuildOutsideAsync(IEnumerable<string> projects)
    {
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "nuget.config"),
            """<configuration><packageSources><add key="made" value="packages" /></packageSources></configuration>""");
        await File.WriteAllTextAsync(Path.Combine(_root.FullName, "Outside.slnx"),
            $"<Solution>{string.Concat(projects.Select(name => $"""<Project Path="{name}/{name}.csproj" />"""))}</Solution>");
        await DotnetCommand.BuildAsync(
            _root.FullName,
            [
                "build", "Outside.slnx", "-maxCpuCount:2", "-property:RunAnalyzers=false",
                $"-property:RestoreFallbackFolders={RestoredBefore}",
            ],
            ("NUGET_PACKAGES", Path.Combine(_root.FullName, "restored")));
    }

    private static string RestoredBefore =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
