namespace SessionOrleans.Harness;

/// <summary>The repository that the tests were built in.</summary>
public static class Repository
{
#if DEBUG
    /// <summary>As which everything was built.</summary>
    public const string Configuration = "Debug";
#else
    /// <summary>As which everything was built.</summary>
    public const string Configuration = "Release";
#endif

    /// <summary>Its root folder: the one with the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>samples/McpHost, as it was built.</summary>
    public static string McpHost => Built("samples/McpHost", "McpHost");

    /// <summary>src/Silo, as it was built.</summary>
    public static string Silo => Built("src/Silo", "SessionOrleans.Silo");

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The assembly of a program in that folder, as it was built with these tests.</summary>
    public static string Built(string folder, string assembly) => PathOf($"{folder}/bin/{Configuration}/net10.0/{assembly}.dll");

    /// <summary>Files below folders that were written and not built, by their paths from the root, in order.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories))
        .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
        .Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "SessionOrleans.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException(
                "No folder above the tests holds SessionOrleans.sln."));
}
