using System.Reflection;

namespace SessionOrleans;

/// <summary>Where the silo's program was built to.</summary>
internal static class SiloAssembly
{
    public static string Path { get; } = System.IO.Path.GetFullPath(typeof(SiloAssembly).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == nameof(SiloAssembly)).Value!);
}
