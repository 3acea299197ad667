using System.Text;
using System.Xml.Linq;
using SessionOrleans.Packaging.Making;

namespace SessionOrleans.Packaging.Outside;

/// <summary>The examples of the doc comments, as the packages bring them, in one project: each in a namespace of its own.</summary>
internal static class ExampleProject
{
    public const string Name = "Examples";

    /// <summary>What examples take for granted.</summary>
    private const string Around =
        """
        global using System.Collections.Immutable;
        global using System.ComponentModel;
        global using ModelContextProtocol.Protocol;
        global using ModelContextProtocol.Server;
        global using SessionOrleans;

        [SessionKind("basket")]
        public sealed record Cart
        {
            public ImmutableArray<string> Skus { get; init; } = [];
            public bool Paid { get; init; }
            public Cart Add(string sku) => this with { Skus = [.. Skus, sku] };
        }

        public sealed class CartTools;

        public sealed record Plan(string Folder)
        {
            public static Plan For(string folder) => new(folder);
            public string Carry() => $"{Folder} is empty.";
        }
        """;

    /// <summary>The examples in a package, each with the id of what it is an example of.</summary>
    public static IReadOnlyList<(string Id, string Code)> Of(Package package) =>
    [
        .. package.Files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith(".xml", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Parse(Encoding.UTF8.GetString(package.Read(file))).Descendants("member"))
            .SelectMany(member => member.Elements("example").Elements("code")
                .Select(code => (member.Attribute("name")!.Value, Unindented(code.Value)))),
    ];

    /// <summary>Writes it into a folder of its name.</summary>
    public static void Write(string root, string version, IEnumerable<string> examples)
    {
        var folder = OutsideProject.Write(
            root, Name, "Microsoft.NET.Sdk.Web", "<OutputType>Library</OutputType><NoWarn>$(NoWarn);MCPEXP002</NoWarn>",
            [("SessionOrleans.AspNetCore", version)]);
        File.WriteAllText(Path.Combine(folder, "Around.cs"), Around);
        foreach (var (number, example) in examples.Index())
            File.WriteAllText(Path.Combine(folder, $"Example{number}.cs"), $"namespace Example{number};\n\n{Whole(example)}");
    }

    /// <summary>A type stands by itself, a method in a class, statements in a method.</summary>
    private static string Whole(string example) =>
        example.Contains("public sealed class", StringComparison.Ordinal) ? example
        : example.Contains("public static", StringComparison.Ordinal) ? $"internal static class Tools\n{{\n{example}\n}}\n"
        : $$"""
            internal static class Program
            {
                public static async Task RunAsync(WebApplicationBuilder builder, ISessionStore store, CancellationToken cancellationToken)
                {
                    await Task.CompletedTask;
            {{example}}
                }

                private static Task PayAsync(Cart cart, long fencingToken, CancellationToken lost) => Task.CompletedTask;
            }

            """;

    private static string Unindented(string code)
    {
        var lines = code.Trim('\n').TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Trim() is not "").Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length < indent ? "" : line[indent..]));
    }
}
