namespace SessionOrleans.Harness;

/// <summary>The repository that the tests were built in.</summary>
public static class Repository
{
    /// <summary>Its root folder: the one with the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "SessionOrleans.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above the tests holds SessionOrleans.sln."));
}
