using System.Text.RegularExpressions;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>What docs/mcp-specification.md claims names the tests that show it; here is seen to it that there are such tests.</summary>
public sealed partial class McpDocsTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/mcp-specification.md");

    [Fact]
    public void Tests_NamedInTheDocs_Exist()
    {
        var sources = System.IO.Directory.GetFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();
        var named = TestName().Matches(Page.Text)
            .Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();

        Assert.InRange(named.Count, 20, 1000);
        Assert.All(named, test => Assert.Contains(sources, source =>
            Regex.IsMatch(source, $@" class {test.Class}\b")
            && Regex.IsMatch(source, @"\[(Fact|Theory)\]")
            && Regex.IsMatch(source, $@" (void|Task) {test.Method}")));
    }

    [Fact]
    public void Cells_OfThePlacesForState_EachNameATest() => Assert.All(
        Page.RowsAfter("## The SDK's places for state", atLeast: 10),
        row =>
        {
            Assert.Equal(4, row.Length);
            Assert.Matches("both|from|before", row[1]);
            Assert.Matches(TestName(), row[2]);
            Assert.Matches(TestName(), row[3]);
        });

    [Fact]
    public void Rules_OfTheSpecification_EachNameATest() => Assert.All(
        Page.RowsAfter("## The specification's rules", atLeast: 12),
        row =>
        {
            Assert.Equal(3, row.Length);
            Assert.Matches(TestName(), row[2]);
        });

    [Fact]
    public void WhatUsersCannotReach_EachNamesATest() => Assert.All(
        Page.RowsAfter("## Out of each other's reach", atLeast: 4),
        row => Assert.Matches(TestName(), row[^1]));

    [GeneratedRegex("`(?<class>[A-Z][A-Za-z]+Tests)(\\.(?<method>[A-Za-z0-9_]+))?`")]
    private static partial Regex TestName();
}
