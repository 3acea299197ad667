namespace SessionOrleans.Mcp.Tests.Handles;

public sealed class McpSessionKindTests
{
    [Fact]
    public void Of_TypeWithAKind_IsTheKind() => Assert.Equal("basket", SessionKind.Of(typeof(Basket)));

    [Fact]
    public void Of_TypeWithoutAKind_NamesTypeAndFix()
    {
        var error = Assert.Throws<InvalidOperationException>(() => SessionKind.Of(typeof(NoKind)));

        Assert.Contains(nameof(NoKind), error.Message, StringComparison.Ordinal);
        Assert.Contains("[SessionKind(", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TypeDerivedFromOneWithAKind_HasNone() =>
        Assert.Throws<InvalidOperationException>(() => SessionKind.Of(typeof(DerivedBasket)));

    [Theory]
    [InlineData(typeof(EmptyKind))]
    [InlineData(typeof(UpperKind))]
    [InlineData(typeof(DigitKind))]
    [InlineData(typeof(SpaceKind))]
    [InlineData(typeof(LongKind))]
    public void Of_KindThatDoesNotFitIntoAHandle_SaysWhatDoes(Type type)
    {
        var error = Assert.Throws<InvalidOperationException>(() => SessionKind.Of(type));

        Assert.Contains("lower-case letters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_OfToolSessionWithoutAKind_NamesTheFix()
    {
        // The kind is asked for before the store is touched.
        var error = Assert.Throws<InvalidOperationException>(() => new ToolSession<NoKind>(null!, "x_1"));

        Assert.Contains("[SessionKind(", error.Message, StringComparison.Ordinal);
    }

    [SessionKind("basket")]
    private class Basket;

    private sealed class DerivedBasket : Basket;

    private sealed class NoKind;

    [SessionKind("")]
    private sealed class EmptyKind;

    [SessionKind("Basket")]
    private sealed class UpperKind;

    [SessionKind("1basket")]
    private sealed class DigitKind;

    [SessionKind("a basket")]
    private sealed class SpaceKind;

    [SessionKind("kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk")]
    private sealed class LongKind;
}
