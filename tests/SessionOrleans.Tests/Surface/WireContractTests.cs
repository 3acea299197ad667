using System.Reflection;
using Orleans.Runtime;

namespace SessionOrleans.Surface;

/// <summary>
/// The wire contract, in docs/wire-contract.txt. Lines may be added, never changed or taken away: silos and clients of two versions speak
/// to each other during a rolling upgrade. Where an addition is meant, run the tests with UPDATE_WIRE_CONTRACT=1 and commit the file.
/// </summary>
public sealed class WireContractTests
{
    [Fact]
    public void WireContract_AliasesAndIds_AreAsWrittenDown()
    {
        var file = Repository.PathOf("docs/wire-contract.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_WIRE_CONTRACT") == "1")
            File.WriteAllText(file, WireContract.Text());
        Assert.Equal(File.ReadAllText(file), WireContract.Text());
    }

    [Fact]
    public void WireContract_EveryTypeThatCrosses_HasAnAliasAndIds() => Assert.All(
        typeof(ISessionGrain).Assembly.GetTypes().Where(type =>
            type.GetCustomAttribute<GenerateSerializerAttribute>() is not null
                || (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))),
        type => Assert.NotNull(type.GetCustomAttribute<AliasAttribute>()));
}
