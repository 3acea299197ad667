using System.Diagnostics;
using System.Globalization;
using SessionOrleans.Membership;

namespace SessionOrleans.Rules;

/// <summary>What a silo's name tells of where it runs.</summary>
public class SiloNamesTests
{
    [Fact]
    public void NewSiloName_IsOfHereAndOfAProcessThatRuns()
    {
        var name = SiloNames.NewSiloName();

        Assert.True(SiloNames.IsHere(name));
        Assert.False(SiloNames.HasEnded(name));
        Assert.NotEqual(name, SiloNames.NewSiloName());
    }

    [Fact]
    public async Task HasEnded_AProcessThatEnded_IsTrue()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync();

        Assert.True(SiloNames.HasEnded(OfProcess(process.Id)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Silo_1a2b3")]
    [InlineData("1a2b3c4d@elsewhere@0@net:[1]@pid:[1]@4294967295")]
    [InlineData("1a2b3c4d@elsewhere@0@net:[1]@pid:[1]@1")]
    public void HasEnded_NotOfHere_IsNotKnown(string? name)
    {
        Assert.False(SiloNames.IsHere(name));
        Assert.False(SiloNames.HasEnded(name));
    }

    [Fact]
    public void HasEnded_NoNumber_IsNotKnown() => Assert.False(SiloNames.HasEnded(SiloNames.NewSiloName() + "x"));

    private static string OfProcess(int id)
    {
        var name = SiloNames.NewSiloName();
        return name[..(name.LastIndexOf('@') + 1)] + id.ToString(CultureInfo.InvariantCulture);
    }
}
