using System.Text;

namespace SessionOrleans.Mcp.Tests.RequestStates;

public sealed class McpSealedBoxTests
{
    private static readonly SealingKey Key = new(7, [.. Enumerable.Range(0, 32).Select(i => (byte)i)], DateTimeOffset.UnixEpoch);
    private static readonly byte[] State = Encoding.UTF8.GetBytes("the secret plan");
    private static readonly byte[] Context = new byte[32];

    [Fact]
    public void Open_WhatWasSealed_IsTheState()
    {
        var parsed = SealedBox.Parse(SealedBox.Seal(Key, State, Context))!.Value;

        Assert.Equal(7UL, parsed.KeyId);
        Assert.Equal(State, SealedBox.Open(Key, parsed.Box, Context));
    }

    [Fact]
    public void Open_AnyBitChanged_IsNull()
    {
        var box = SealedBox.Parse(SealedBox.Seal(Key, State, Context))!.Value.Box;

        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            var changed = box.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(SealedBox.Open(Key, changed, Context));
        }
    }

    [Fact]
    public void Open_AnotherContextOrKey_IsNull()
    {
        var box = SealedBox.Parse(SealedBox.Seal(Key, State, Context))!.Value.Box;

        Assert.Null(SealedBox.Open(Key, box, [.. Context[1..], 1]));
        Assert.Null(SealedBox.Open(Key with { Secret = new byte[32] }, box, Context));
    }

    [Fact]
    public void Seal_TheSameTwice_ShowsNothingOfIt()
    {
        var (first, second) = (SealedBox.Seal(Key, State, Context), SealedBox.Seal(Key, State, Context));

        // Beyond format and key they have nothing in common.
        Assert.NotEqual(first[12..], second[12..]);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(SealedBox.Parse(first)!.Value.Box), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("AQAAAAAAAAAH")]
    [InlineData("not base64url at all, whatever its length may be, which is long enough")]
    public void Parse_WhatIsNoBox_IsNull(string text) => Assert.Null(SealedBox.Parse(text));

    [Fact]
    public void Parse_AnEndlessText_IsNull() => Assert.Null(SealedBox.Parse(new('A', 1 << 20)));
}
