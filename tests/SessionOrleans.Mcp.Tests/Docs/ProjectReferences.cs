using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.CodeAnalysis;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>
/// The assemblies that a project sees: its framework's, and those of the packages added to it with all that they depend on. They are those
/// that the tests were built with.
/// </summary>
internal static class ProjectReferences
{
    private static readonly string Folder = AppContext.BaseDirectory;
    private static readonly string Runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string AspNetCore = Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!;

    private static readonly ConcurrentDictionary<string, MetadataReference> Known = new(StringComparer.Ordinal);

    /// <summary>What the tests depend on, each with what it depends on itself and with its assemblies. The build writes it.</summary>
    private static readonly Dictionary<string, JsonElement> Libraries =
        JsonDocument.Parse(File.ReadAllText(DependenciesFile)).RootElement
            .GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
            .ToDictionary(library => library.Name.Split('/')[0], library => library.Value, StringComparer.OrdinalIgnoreCase);

    public static string DependenciesFile => Path.ChangeExtension(typeof(ProjectReferences).Assembly.Location, "deps.json");

    public static IEnumerable<MetadataReference> Of(ProjectTemplate template, MarkdownPage page)
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return framework.Where(path => IsSeen(path, template)).Concat(Closure(PackagesOf(template, page))).Select(Read);
    }

    /// <summary>A package that is named on a page is one of ours, or one that the tests have.</summary>
    public static bool IsPackage(string name) => Libraries.ContainsKey(name);

    private static IEnumerable<string> PackagesOf(ProjectTemplate template, MarkdownPage page) =>
    [
        .. template.Packages, .. template.Name is "xunit" ? ["xunit"] : Array.Empty<string>(),
        .. template.References.SelectMany(folder => ProjectTemplate.In(folder, page).Packages),
    ];

    private static MetadataReference Read(string path) => Known.GetOrAdd(path, static file => MetadataReference.CreateFromFile(file));

    /// <summary>
    /// Whether an assembly of the two frameworks is seen. Microsoft.Extensions.* are in ASP.NET Core's folder only, since the tests refer
    /// to that framework; a console project has them from packages.
    /// </summary>
    private static bool IsSeen(string path, ProjectTemplate template)
    {
        var folder = Path.GetDirectoryName(path);
        return folder == Runtime
            || (folder == AspNetCore
                && (template.IsWeb || !Path.GetFileName(path).StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)));
    }

    private static HashSet<string> Closure(IEnumerable<string> packages)
    {
        var (assemblies, open) = (new HashSet<string>(), new Stack<string>(packages));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name))
                continue;
            var library = Libraries[name];
            foreach (var assembly in Names(library, "runtime").Select(file => Path.Combine(Folder, Path.GetFileName(file))))
                assemblies.Add(assembly);
            foreach (var dependency in Names(library, "dependencies").Where(Libraries.ContainsKey))
                open.Push(dependency);
        }

        return assemblies;
    }

    private static IEnumerable<string> Names(JsonElement library, string property) =>
        library.TryGetProperty(property, out var named) ? named.EnumerateObject().Select(entry => entry.Name) : [];
}
