using System.Text.Json;
using System.Text.RegularExpressions;

namespace SessionOrleans.Deployment.Contributing;

/// <summary>What a repository has for those who contribute to it, against what is there.</summary>
public sealed partial class ContributionFileTests
{
    [Fact]
    public void Dependabot_EachEcosystem_LooksWhereItsFilesAre()
    {
        var updates = Yaml.Read(".github/dependabot.yml").Maps("updates").ToList();

        Assert.All(updates, update =>
        {
            var pattern = update.Text("package-ecosystem") switch
            {
                "nuget" => "Directory.Packages.props",
                "npm" => "package-lock.json",
                "docker" => "Dockerfile",
                "docker-compose" => "docker-compose.yml",
                "github-actions" => ".github/workflows/*.yml",
                var other => throw new InvalidOperationException($"'{other}' is not known here."),
            };
            var folders = update.Text("directory") is { } folder ? [folder] : ((List<object>)update["directories"]).Cast<string>();
            Assert.All(folders, path => Assert.NotEmpty(
                System.IO.Directory.GetFiles(Repository.PathOf(Path.Combine(path.TrimStart('/'), Path.GetDirectoryName(pattern)!)),
                    Path.GetFileName(pattern))));
            Assert.NotNull(update.Map("schedule").Text("interval"));
        });
    }

    [Fact]
    public void Dependabot_Dockerfiles_AreAllLookedAt() => Assert.Equal(
        new[] { "src", "samples", "tests" }
            .SelectMany(folder => System.IO.Directory.GetFiles(Repository.PathOf(folder), "Dockerfile", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => $"/{Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!)}").Order(),
        ((List<object>)Yaml.Read(".github/dependabot.yml").Maps("updates")
            .Single(update => update.Text("package-ecosystem") is "docker")["directories"]).Cast<string>().Order());

    [Fact]
    public void IssueForms_AskForSomethingAndNameEachAnswer() => Assert.All(
        Yaml.FilesIn(".github/ISSUE_TEMPLATE").Where(path => !path.EndsWith("/config.yml", StringComparison.Ordinal)),
        path =>
        {
            var form = Yaml.Read(path);
            Assert.False(string.IsNullOrWhiteSpace(form.Text("name")) || string.IsNullOrWhiteSpace(form.Text("description")), path);
            var questions = form.Maps("body").Where(part => part.Text("type") is not "markdown").ToList();
            Assert.NotEmpty(questions);
            Assert.All(questions, question => Assert.Matches("^(textarea|input|dropdown|checkboxes)$", question.Text("type")));
            Assert.All(questions, question => Assert.False(string.IsNullOrWhiteSpace(question.Map("attributes").Text("label"))));
            Assert.Distinct(questions.Select(question => question.Text("id")!));
        });

    [Fact]
    public void Paths_NamedInTheFilesOfGitHub_Exist()
    {
        var texts = new[] { "CODE_OF_CONDUCT.md", "SECURITY.md", "CONTRIBUTING.md", ".github/pull_request_template.md" }
            .Concat(Yaml.FilesIn(".github/ISSUE_TEMPLATE")).Select(path => File.ReadAllText(Repository.PathOf(path)));
        var named = texts.SelectMany(text => Named().Matches(text)).Select(match => match.Groups["path"].Value).Distinct().ToList();

        Assert.True(named.Count >= 8, string.Join(", ", named));
        Assert.All(named, path => Assert.True(Path.Exists(Repository.PathOf(path)), path));
    }

    [Fact]
    public void Devcontainer_HasTheSdkOfGlobalJsonAndRestoresTheSolution()
    {
        using var container = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(".devcontainer/devcontainer.json")));
        using var global = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("global.json")));
        var sdk = Version.Parse(global.RootElement.GetProperty("sdk").GetProperty("version").GetString()!);

        Assert.EndsWith($"-{sdk.Major}.{sdk.Minor}", container.RootElement.GetProperty("image").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            "SessionOrleans.sln", container.RootElement.GetProperty("postCreateCommand").GetString(), StringComparison.Ordinal);
        Assert.Contains("redis-server", container.RootElement.GetProperty("onCreateCommand").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BlameIgnoreRevs_HasWholeHashesAndComments() => Assert.All(
        File.ReadAllLines(Repository.PathOf(".git-blame-ignore-revs")), line => Assert.Matches("^(#.*|[0-9a-f]{40}|)$", line));

    [Fact]
    public void Changelog_IsInTheFormOfKeepAChangelog()
    {
        var headings = File.ReadAllLines(Repository.PathOf("CHANGELOG.md"))
            .Where(line => line.StartsWith('#')).ToList();

        Assert.Equal(["# Changelog", "## [Unreleased]"], headings.Take(2));
        Assert.All(headings.Skip(1), heading => Assert.Matches(Heading(), heading));
    }

    [GeneratedRegex(
        @"^(## \[Unreleased\]|## \[\d+\.\d+\.\d+(-[\w.]+)?\] - \d{4}-\d\d-\d\d" +
        "|### (Added|Changed|Deprecated|Removed|Fixed|Security))$")]
    private static partial Regex Heading();

    /// <summary>What a link leads to, and what looks like a file of ours.</summary>
    [GeneratedRegex(
        @"\]\((?<path>[^)#:]+)(#[^)]*)?\)|(?<path>\b([\w-]+/)*[\w-]+\.md\b)|`(?<path>\./[a-z]+|packaging/[\w.]+|tests/[\w./]+\w)`")]
    private static partial Regex Named();
}
