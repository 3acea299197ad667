using ModelContextProtocol.Protocol;
using Xunit;

namespace SessionOrleans.Harness.Mcp;

/// <summary>Reads what a tool answered.</summary>
public static class ToolResults
{
    /// <summary>The one text of a result that is none of an error.</summary>
    public static string Text(this CallToolResult result)
    {
        var text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.False(result.IsError is true, text);
        return text;
    }

    /// <summary>The one text of a tool error.</summary>
    public static string ErrorText(this CallToolResult result)
    {
        var text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.True(result.IsError, text);
        return text;
    }
}
