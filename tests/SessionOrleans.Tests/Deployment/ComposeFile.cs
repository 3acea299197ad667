using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace SessionOrleans.Deployment;

/// <summary>docker-compose.yml as Docker reads it, with anchors and merges resolved.</summary>
internal static partial class ComposeFile
{
    public static IReadOnlyDictionary<string, Dictionary<object, object>> Services { get; } = Read();

    public static Dictionary<string, string> EnvironmentOf(Dictionary<object, object> service) =>
        service.TryGetValue("environment", out var environment)
            ? ((Dictionary<object, object>)environment).ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value)
            : [];

    public static string? DockerfileOf(Dictionary<object, object> service) =>
        service.TryGetValue("build", out var build) ? (string)((Dictionary<object, object>)build)["dockerfile"] : null;

    /// <summary>A text with the password that whoever starts the file chooses, as Docker and the container's shell put it in.</summary>
    public static string WithPassword(string text, string password) => PasswordVariable().Replace(text, password);

    [GeneratedRegex(@"\$\{REDIS_PASSWORD:\?[^}]*\}|\$\$REDIS_PASSWORD")]
    private static partial Regex PasswordVariable();

    private static Dictionary<string, Dictionary<object, object>> Read()
    {
        using var text = File.OpenText(Repository.PathOf("docker-compose.yml"));
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text)))!;
        return ((Dictionary<object, object>)file["services"]).ToDictionary(
            pair => (string)pair.Key, pair => (Dictionary<object, object>)pair.Value);
    }
}
