using System.Diagnostics;
using System.Globalization;
using SessionOrleans.Membership;

namespace SessionOrleans.Rules;

/// <summary>What a silo's name tells of where it runs.</summary>
public class MachineTests
{
    [Fact]
    public void NewSiloName_IsOfHereAndOfAProcessThatRuns()
    {
        var name = Machine.NewSiloName();

        Assert.True(Machine.IsHere(name));
        Assert.False(Machine.HasEnded(name));
        Assert.NotEqual(name, Machine.NewSiloName());
    }

    [Fact]
    public async Task HasEnded_AProcessThatEnded_IsTrue()
    {
        using var process = Process.Start("true");
        await process.WaitForExitAsync();

        Assert.True(Machine.HasEnded(OfProcess(process.Id)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Silo_1a2b3")]
    [InlineData("1a2b3c4d@elsewhere@0@net:[1]@pid:[1]@4294967295")]
    [InlineData("1a2b3c4d@elsewhere@0@net:[1]@pid:[1]@1")]
    public void HasEnded_NotOfHere_IsNotKnown(string? name)
    {
        Assert.False(Machine.IsHere(name));
        Assert.False(Machine.HasEnded(name));
    }

    [Fact]
    public void HasEnded_NoNumber_IsNotKnown() => Assert.False(Machine.HasEnded(Machine.NewSiloName() + "x"));

    private static string OfProcess(int id)
    {
        var name = Machine.NewSiloName();
        return name[..(name.LastIndexOf('@') + 1)] + id.ToString(CultureInfo.InvariantCulture);
    }
}
