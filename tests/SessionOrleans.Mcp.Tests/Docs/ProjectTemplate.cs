using System.Text.RegularExpressions;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>The project that a reader pastes a block into, as the commands above it make one.</summary>
/// <param name="Line">Where the page says <c>dotnet new</c>.</param>
/// <param name="Name">The template: <c>web</c>, <c>console</c>, <c>worker</c> or <c>xunit</c>.</param>
/// <param name="Folder">Where it is made: <c>-o Shop</c>.</param>
/// <param name="Packages">The packages that were added.</param>
/// <param name="References">The projects that were referred to.</param>
internal sealed partial record ProjectTemplate(
    int Line, string Name, string Folder, IReadOnlyList<string> Packages, IReadOnlyList<string> References)
{
    private static readonly string[] Console =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] Web =
    [
        .. Console, "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    private static readonly string[] Worker =
    [
        .. Console, "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
    ];

    /// <summary>Whether the project has the ASP.NET Core framework.</summary>
    public bool IsWeb => Name is "web" || Packages.Contains("SessionOrleans.AspNetCore") || References.Count > 0;

    /// <summary>Whether it is a program, with statements at the top of a file.</summary>
    public bool IsProgram => Name is not "xunit";

    /// <summary>What the SDK and the template write into a project: its global usings.</summary>
    public string ImplicitUsings => string.Concat(Usings.Select(name => $"global using {name};\n"));

    /// <summary>What a generator of ASP.NET Core adds to a program.</summary>
    public string GeneratedProgram => Name is "web" ? "public partial class Program;" : "";

    private IEnumerable<string> Usings => Name switch
    {
        "web" => Web,
        "worker" => Worker,
        "xunit" => [.. Console, "Xunit"],
        _ => Console,
    };

    /// <summary>The project that the last commands above a block make.</summary>
    public static ProjectTemplate Above(CodeBlock block, MarkdownPage page) => Of(
        page.Blocks.Where(other => other.Language is "sh" && other.Line < block.Line).ToList(), New())
        ?? throw new InvalidOperationException($"No block above line {block.Line} has 'dotnet new' and what is made.");

    /// <summary>The project in a folder, as the whole page makes it.</summary>
    public static ProjectTemplate In(string folder, MarkdownPage page) => Of(
        page.Blocks.Where(block => block.Language is "sh").ToList(),
        new Regex($@"^dotnet new (?<name>\w+) -o (?<folder>{Regex.Escape(folder)})$", RegexOptions.Multiline))
        ?? throw new InvalidOperationException($"No block has 'dotnet new ... -o {folder}'.");

    private static ProjectTemplate? Of(List<CodeBlock> commands, Regex made)
    {
        var first = commands.FindLastIndex(block => made.IsMatch(block.Text));
        if (first < 0)
            return null;
        var next = commands.FindIndex(first + 1, block => New().IsMatch(block.Text));
        var text = string.Concat(commands[first..(next < 0 ? commands.Count : next)].Select(block => block.Text));
        var project = made.Match(commands[first].Text);
        return new(
            commands[first].Line, project.Groups["name"].Value, project.Groups["folder"].Value,
            [.. Add().Matches(text).Select(add => add.Groups["package"].Value)],
            [.. Refer().Matches(text).Select(reference => Path.GetFileName(reference.Groups["project"].Value))]);
    }

    [GeneratedRegex(@"^dotnet new (?<name>web|console|worker|xunit)( -o (?<folder>[\w.]+))?\b", RegexOptions.Multiline)]
    private static partial Regex New();

    [GeneratedRegex(@"^dotnet add package (?<package>\S+)", RegexOptions.Multiline)]
    private static partial Regex Add();

    [GeneratedRegex(@"^dotnet add reference (?<project>\S+)", RegexOptions.Multiline)]
    private static partial Regex Refer();
}
