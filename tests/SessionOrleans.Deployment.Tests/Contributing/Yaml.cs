using YamlDotNet.Serialization;

namespace SessionOrleans.Deployment.Contributing;

/// <summary>A YAML file of the repository.</summary>
internal static class Yaml
{
    public static Dictionary<object, object> Read(string path) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Repository.PathOf(path)));

    public static Dictionary<object, object> Map(this Dictionary<object, object> map, string key) => (Dictionary<object, object>)map[key];

    public static IEnumerable<Dictionary<object, object>> Maps(this Dictionary<object, object> map, string key) =>
        ((List<object>)map[key]).Cast<Dictionary<object, object>>();

    public static string? Text(this Dictionary<object, object> map, string key) => map.GetValueOrDefault(key) as string;

    /// <summary>The files of a folder of the repository, as paths in it.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        System.IO.Directory.GetFiles(Repository.PathOf(folder), "*.yml")
            .Select(path => Path.GetRelativePath(Repository.Root, path)).Order();
}
