using SessionOrleans.Benchmarks.Plotting;

namespace SessionOrleans.Performance.Tests.Plotting;

public sealed class LabelsTests
{
    [Theory]
    [InlineData(8, "8")]
    [InlineData(1_000, "1k")]
    [InlineData(50_000, "50k")]
    [InlineData(2_000_000, "2M")]
    public void Count_Value_IsShort(double value, string expected) => Assert.Equal(expected, Labels.Count(value));

    [Theory]
    [InlineData(100, "100 B")]
    [InlineData(1_024, "1 KiB")]
    [InlineData(262_144, "256 KiB")]
    [InlineData(1_048_576, "1 MiB")]
    public void Bytes_Value_HasItsUnit(double value, string expected) => Assert.Equal(expected, Labels.Bytes(value));

    [Theory]
    [InlineData(0.5, "0.5 µs")]
    [InlineData(200, "200 µs")]
    [InlineData(5_000, "5 ms")]
    [InlineData(1_000_000, "1 s")]
    public void Microseconds_Value_HasItsUnit(double value, string expected) => Assert.Equal(expected, Labels.Microseconds(value));
}
