using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SessionOrleans.Architecture;

/// <summary>Arrows run one way: Client to Abstractions from Grains from Silo, Embedded to Client and Grains, Mcp to Embedded, AspNetCore to
/// Mcp.</summary>
public sealed class AssemblyReferenceTests
{
    [Theory]
    [InlineData("SessionOrleans.Abstractions")]
    [InlineData("SessionOrleans.Grains", "SessionOrleans.Abstractions")]
    [InlineData("SessionOrleans.Client", "SessionOrleans.Abstractions")]
    [InlineData("SessionOrleans.Embedded", "SessionOrleans.Abstractions", "SessionOrleans.Client", "SessionOrleans.Grains")]
    [InlineData("SessionOrleans.Mcp", "SessionOrleans.Abstractions", "SessionOrleans.Client", "SessionOrleans.Embedded")]
    [InlineData("SessionOrleans.AspNetCore", "SessionOrleans.Abstractions", "SessionOrleans.Client", "SessionOrleans.Embedded",
        "SessionOrleans.Mcp")]
    [InlineData("SessionOrleans.Silo", "SessionOrleans.Abstractions", "SessionOrleans.Grains")]
    public void References_OfAnAssembly_GoOnlyTheAllowedWays(string assembly, params string[] allowed)
    {
        var ours = ReferencesOf(assembly)
            .Where(name => name.StartsWith("SessionOrleans", StringComparison.Ordinal))
            .Except(allowed);

        Assert.Empty(ours);
    }

    [Theory]
    [InlineData("SessionOrleans.Abstractions")]
    [InlineData("SessionOrleans.Grains")]
    [InlineData("SessionOrleans.Client")]
    [InlineData("SessionOrleans.Embedded")]
    [InlineData("SessionOrleans.Mcp")]
    public void References_OfALibrary_DoNotNeedAspNetCore(string assembly)
    {
        // Orleans itself brings the abstractions of connections. Data Protection is a package for every host.
        var web = ReferencesOf(assembly)
            .Where(reference => reference.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                && reference != "Microsoft.AspNetCore.Connections.Abstractions"
                && !reference.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal));

        Assert.Empty(web);
    }

    [Fact]
    public void References_OfTheClient_StartNoSilo() =>
        Assert.DoesNotContain("Orleans.Runtime", ReferencesOf("SessionOrleans.Client"));

    /// <summary>Read from the file: what is loaded here, Orleans takes for a part of every silo of the test run.</summary>
    private static IReadOnlyList<string> ReferencesOf(string assembly)
    {
        var path = assembly == "SessionOrleans.Silo" ? Repository.Silo : Assembly.Load(assembly).Location;
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
