using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace SessionOrleans.Architecture;

/// <summary>A program that would be trimmed is warned where it makes a store: what Orleans finds by reflection would be gone when it
/// runs.</summary>
public sealed class TrimmingTests
{
    public static TheoryData<Type> Entrances =>
    [
        typeof(SessionStoreFactory), typeof(SessionStoreServiceCollectionExtensions), typeof(SessionStoreClientServiceCollectionExtensions),
        typeof(SessionStoreSiloBuilderExtensions), typeof(SessionStoreMcpServerBuilderExtensions),
    ];

    [Theory]
    [MemberData(nameof(Entrances))]
    public void TrimmedWithoutAWord_EveryWayToAStore_WarnsAndSaysWhatToDo(Type entrance) => Assert.All(
        entrance.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly),
        method =>
        {
            Assert.Contains(
                "PublishTrimmed", method.GetCustomAttribute<RequiresUnreferencedCodeAttribute>()?.Message, StringComparison.Ordinal);
            Assert.Contains("PublishAot", method.GetCustomAttribute<RequiresDynamicCodeAttribute>()?.Message, StringComparison.Ordinal);
        });
}
