using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>
/// What pages have readers type leads somewhere: projects, scripts, options of programs, packages and settings are there. (README's
/// servers are really started, by <see cref="McpReadmeTests"/>.)
/// </summary>
public sealed partial class CommandsOfPagesTests
{
    private static readonly List<(string Page, string Command)> Commands =
    [
        .. MarkdownPage.All.SelectMany(path => CommandsOf(MarkdownPage.Read(path)).Select(command => (path, command))),
    ];

    [Fact]
    public void Project_OfACommand_IsThere()
    {
        var named = Commands.SelectMany(command => Project().Matches(command.Command), (command, match) => (command.Page, match)).ToList();

        Assert.True(named.Count > 10, $"Only {named.Count} commands name a project.");
        Assert.All(named, name => Assert.NotEmpty(
            System.IO.Directory.GetFiles(Repository.PathOf(name.match.Groups["project"].Value), "*.csproj")));
    }

    /// <summary>What stands behind <c>--</c> is read by the program: its sources have it, or it is a setting of ours.</summary>
    [Fact]
    public void Option_BehindAProject_IsInItsSources() => Assert.All(
        Commands.Where(command => Project().IsMatch(command.Command) && command.Command.Contains(" -- ", StringComparison.Ordinal)),
        command =>
        {
            var folder = Repository.PathOf(Project().Match(command.Command).Groups["project"].Value);
            var sources = string.Concat(System.IO.Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
            var arguments = command.Command[(command.Command.IndexOf(" -- ", StringComparison.Ordinal) + 4)..];
            Assert.All(Option().Matches(arguments).Select(match => match.Groups["name"].Value), option => Assert.True(
                option is "urls" || IsSetting(option) || sources.Contains($"--{option}", StringComparison.Ordinal),
                $"{command.Page}: --{option}"));
        });

    [Fact]
    public void Script_OfACommand_IsThere() => Assert.All(
        Commands.SelectMany(command => Script().Matches(command.Command)).Select(match => match.Groups["name"].Value),
        script => Assert.True(File.Exists(Repository.PathOf(script)), script));

    [Fact]
    public void Package_ThatIsAdded_IsOneOfOursOrOneThatIsPinned() => Assert.All(
        MarkdownPage.All.SelectMany(path => MarkdownPage.Read(path).Blocks).Where(block => block.Language is "sh")
            .SelectMany(block => Package().Matches(block.Text)).Select(match => match.Groups["package"].Value),
        package => Assert.True(
            ProjectReferences.IsPackage(package) || System.IO.Directory.GetFiles(
                Repository.PathOf("src"), $"{package}.csproj", SearchOption.AllDirectories).Length > 0
                || File.ReadAllText(Repository.PathOf("Directory.Packages.props")).Contains($"\"{package}\"", StringComparison.Ordinal),
            package));

    [Fact]
    public void Setting_OnAnyPage_IsAnOption() => Assert.All(
        MarkdownPage.All.SelectMany(path => Variable().Matches(MarkdownPage.Read(path).Text), (path, match) => (path, match.Value)),
        variable => Assert.True(
            IsSetting(variable.Value.Replace("__", ":", StringComparison.Ordinal)), $"{variable.path}: {variable.Value}"));

    [Fact]
    public void Json_OnAnyPage_IsReadAndHasOptionsOnly() => Assert.All(
        MarkdownPage.All.SelectMany(path => MarkdownPage.Read(path).Blocks).Where(block => block.Language is "json"),
        json =>
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(json.Text));
            var settings = new ConfigurationBuilder().AddJsonStream(text).Build().GetSection("SessionStore").AsEnumerable();
            Assert.All(settings.Where(setting => setting.Value is not null), setting => Assert.True(IsSetting(setting.Key), setting.Key));
        });

    /// <summary>Such as <c>EndedSession.Kind</c> in running text.</summary>
    [Fact]
    public void Member_OfAPublicTypeOnAnyPage_IsThere()
    {
        var types = new[] { typeof(ISessionStore), typeof(SessionStoreOptions), typeof(SessionStoreFactory), typeof(RedisProbe),
            typeof(IToolSessions), typeof(McpEndpointOptions) }
            .SelectMany(anchor => anchor.Assembly.GetExportedTypes())
            .ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);
        var named = MarkdownPage.All.Where(path => !path.StartsWith("docs/decisions", StringComparison.Ordinal))
            .SelectMany(path => Member().Matches(MarkdownPage.Read(path).Text), (path, match) => (path, match))
            .Where(name => types.Contains(name.match.Groups["type"].Value)).ToList();

        Assert.True(named.Count > 50, $"Only {named.Count} members were found.");
        Assert.All(named, name => Assert.True(
            types[name.match.Groups["type"].Value].Any(type => Has(type, name.match.Groups["member"].Value)),
            $"{name.path}: {name.match.Value}"));
    }

    private static bool Has(Type type, string member) => member is "X"
        || type.GetMember(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Length > 0
        || type.GetInterfaces().Concat(type.BaseType is { } above ? [above] : Array.Empty<Type>()).Any(more => Has(more, member));

    private static bool IsSetting(string name) =>
        name.Split(':') is ["SessionStore", .. var path]
        && (path is ["Dashboard", "Token"] or ["X"] or ["Tls"] or ["Tls", ""]
            || (path is [var option] && typeof(SessionStoreOptions).GetProperty(option) is not null)
            || (path is ["Tls", var file] && typeof(SessionTlsOptions).GetProperty(file) is not null));

    /// <summary>The lines of its shell blocks, those that go on joined, and what it names as a command in a line of text.</summary>
    private static IEnumerable<string> CommandsOf(MarkdownPage page) =>
        page.Blocks.Where(block => block.Language is "sh")
            .Select(block => block.Text.Replace("\\\n", " ", StringComparison.Ordinal))
            .SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Concat(Inline().Matches(page.Text).Select(match => match.Groups["command"].Value.Replace('\n', ' ')));

    [GeneratedRegex("`(?<command>(dotnet run|dotnet test|\\./)[^`]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"(dotnet run|dotnet test)\b[^`]*?(--project )(?<project>[\w/.]+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"--(?<name>[A-Za-z][\w:-]*)")]
    private static partial Regex Option();

    [GeneratedRegex(@"(^| )\./(?<name>[\w./]+)")]
    private static partial Regex Script();

    [GeneratedRegex(@"^dotnet add package (?<package>\S+)", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"SessionStore__[A-Za-z_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<![\w.])(?<type>[A-Z]\w+)(<T>)?\.(?<member>[A-Z]\w+)(?![\w.])")]
    private static partial Regex Member();
}
