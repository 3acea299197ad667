using System.Text.RegularExpressions;

namespace SessionOrleans.Deployment;

/// <summary>docs/security.md says of each threat which test tries it.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Threat_Each_NamesATestThatIsThere()
    {
        var sources = System.IO.Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet(StringComparer.Ordinal);
        var threats = Threats();

        Assert.True(threats.Count > 30, $"{threats.Count} threats were found on the page.");
        Assert.All(threats, threat =>
        {
            var tests = TestName().Matches(threat[^1]).Select(match => match.Groups[1].Value).ToList();
            Assert.True(tests.Count > 0 || threat[^1].Contains("hostile requests", StringComparison.Ordinal), threat[0]);
            Assert.All(tests, test => Assert.Contains(test, sources));
        });
    }

    /// <summary>The rows of the tables below "Threats", cell by cell.</summary>
    private static List<string[]> Threats()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/security.md"));
        var section = page[page.IndexOf("## Threats", StringComparison.Ordinal)..];
        return [.. section[..section.IndexOf("\n## ", StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| what they try", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))];
    }

    [GeneratedRegex(@"`(\w+(?:Tests|Contract))`")]
    private static partial Regex TestName();
}
