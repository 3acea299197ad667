using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace SessionOrleans.Deployment.Kubernetes;

/// <summary>deploy/kubernetes as the API server reads it: a field that there is not, or of another type, is an error.</summary>
internal static partial class Manifests
{
    public const string Folder = "deploy/kubernetes";

    /// <summary>All objects of the base.</summary>
    public static IReadOnlyList<object> Base { get; } =
        [.. Resources($"{Folder}/base").SelectMany(file => Parse(File.ReadAllText(Repository.PathOf($"{Folder}/base/{file}"))))];

    public static V1Deployment Silos => Base.OfType<V1Deployment>().Single();

    public static V1Container Silo => Silos.Spec.Template.Spec.Containers.Single();

    public static V1ConfigMap Settings => Base.OfType<V1ConfigMap>().Single();

    /// <summary>What a component changes of the silos.</summary>
    public static V1Deployment Patch(string component) =>
        Assert.IsType<V1Deployment>(Assert.Single(Parse(File.ReadAllText(Repository.PathOf($"{Folder}/{component}/silos.yaml")))));

    public static IReadOnlyList<object> Parse(string yaml) => KubernetesYaml.LoadAllFromString(yaml, strict: true);

    public static IReadOnlyList<string> Resources(string folder) => List(folder, "resources", entry => (string)entry);

    public static IReadOnlyList<string> Patches(string folder) =>
        List(folder, "patches", entry => (string)((Dictionary<object, object>)entry)["path"]);

    /// <summary>The folders that have a kustomization: the base, and its components.</summary>
    public static IReadOnlyList<string> Folders { get; } =
    [
        .. System.IO.Directory.GetDirectories(Repository.PathOf(Folder))
            .Select(folder => Path.GetRelativePath(Repository.Root, folder)).Order(),
    ];

    /// <summary>The YAML blocks of docs/kubernetes.md.</summary>
    public static IReadOnlyList<string> Blocks { get; } =
        [.. Block().Matches(File.ReadAllText(Repository.PathOf("docs/kubernetes.md"))).Select(block => block.Groups["yaml"].Value)];

    private static List<string> List(string folder, string key, Func<object, string> read)
    {
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(
            File.ReadAllText(Repository.PathOf($"{folder}/kustomization.yaml")));
        return file.TryGetValue(key, out var entries) ? [.. ((List<object>)entries).Select(read)] : [];
    }

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
