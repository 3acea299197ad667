namespace SessionOrleans.Packaging.Outside;

/// <summary>A project outside of the repository, as <c>dotnet new</c> and <c>dotnet add package</c> make one.</summary>
internal static class OutsideProject
{
    /// <summary>Writes it.</summary>
    /// <returns>Its folder, which has its name.</returns>
    public static string Write(
        string root, string name, string sdk, string properties, IEnumerable<(string Id, string Version)> packages)
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"),
            $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(packages.Select(package =>
                    $"<PackageReference Include=\"{package.Id}\" Version=\"{package.Version}\" />"))}
              </ItemGroup>
            </Project>
            """);
        return folder;
    }
}
