using System.Reflection;
using SessionOrleans.Harness;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>The tests that pages show are run as they stand there.</summary>
public sealed class TestsOfPagesTests
{
    [Theory]
    [InlineData("docs/testing.md", 6)]
    [InlineData("docs/tutorial.md", 1)]
    public async Task Tests_OfAPage_Pass(string path, int expected)
    {
        var page = MarkdownPage.Read(path);
        var last = page.Blocks.Last(block => block.IsFile && ProjectTemplate.Above(block, page).Name is "xunit");
        var tests = Assembly.LoadFrom(new BlockProgram(last, page).Build()).GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
            .SelectMany(test => RowsOf(test).Select(row => (Test: test, Row: row))).ToList();

        Assert.Equal(expected, tests.Count);
        foreach (var (test, row) in tests)
            await RunAsync(test, row);
    }

    private static IEnumerable<object?[]> RowsOf(MethodInfo test) =>
        test.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(test)).DefaultIfEmpty([]);

    /// <summary>As xunit does, for what pages show: a fixture that begins and ends by itself.</summary>
    private static async Task RunAsync(MethodInfo test, object?[] row)
    {
        var fixtures = new List<object>();
        foreach (var wanted in test.DeclaringType!.GetConstructors().Single().GetParameters())
        {
            var fixture = Activator.CreateInstance(wanted.ParameterType)!;
            fixtures.Add(fixture);
            await ((IAsyncLifetime)fixture).InitializeAsync();
        }

        try
        {
            await (Task)test.Invoke(Activator.CreateInstance(test.DeclaringType, [.. fixtures]), row)!;
        }
        finally
        {
            foreach (var fixture in fixtures.Cast<IAsyncLifetime>())
                await fixture.DisposeAsync();
        }
    }
}
