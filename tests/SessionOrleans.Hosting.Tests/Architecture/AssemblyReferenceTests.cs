using System.Reflection;

namespace SessionOrleans.Architecture;

/// <summary>Arrows run one way: Client to Abstractions from Grains from Silo, Embedded to Client and Grains, Mcp to Embedded, AspNetCore to Mcp.</summary>
public sealed class AssemblyReferenceTests
{
    [Theory]
    [InlineData("SessionOrleans.Abstractions")]
    [InlineData("SessionOrleans.Grains", "SessionOrleans.Abstractions")]
    [InlineData("SessionOrleans.Client", "SessionOrleans.Abstractions")]
    [InlineData("SessionOrleans.Embedded", "SessionOrleans.Abstractions", "SessionOrleans.Client", "SessionOrleans.Grains")]
    [InlineData("SessionOrleans.Mcp", "SessionOrleans.Abstractions", "SessionOrleans.Client", "SessionOrleans.Embedded")]
    [InlineData("SessionOrleans.AspNetCore", "SessionOrleans.Abstractions", "SessionOrleans.Client", "SessionOrleans.Embedded", "SessionOrleans.Mcp")]
    [InlineData("SessionOrleans.Silo", "SessionOrleans.Abstractions", "SessionOrleans.Grains")]
    public void References_OfAnAssembly_GoOnlyTheAllowedWays(string assembly, params string[] allowed)
    {
        var ours = Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
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
        // Orleans itself brings the abstractions of connections.
        var web = Load(assembly).GetReferencedAssemblies()
            .Where(reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                && reference.Name != "Microsoft.AspNetCore.Connections.Abstractions");

        Assert.Empty(web);
    }

    [Fact]
    public void References_OfTheClient_StartNoSilo() =>
        Assert.DoesNotContain(Load("SessionOrleans.Client").GetReferencedAssemblies(), reference => reference.Name == "Orleans.Runtime");

    private static Assembly Load(string name) =>
        name == "SessionOrleans.Silo" ? Assembly.LoadFrom(SiloAssembly.Path) : Assembly.Load(name);
}
