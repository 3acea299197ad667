using System.Text.RegularExpressions;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>The project that a reader pastes a block into, as <c>dotnet new</c> and <c>dotnet add package</c> above it make one.</summary>
/// <param name="Name">The template: <c>web</c> or <c>console</c>.</param>
/// <param name="Packages">The packages that were added.</param>
internal sealed partial record ProjectTemplate(string Name, IReadOnlyList<string> Packages)
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

    /// <summary>Whether the project has the ASP.NET Core framework.</summary>
    public bool IsWeb => Name is "web";

    /// <summary>What the SDK writes into a project with <c>ImplicitUsings</c>.</summary>
    public string ImplicitUsings => string.Concat((IsWeb ? Web : Console).Select(name => $"global using {name};\n"));

    /// <summary>The project that the last commands above a block make.</summary>
    public static ProjectTemplate Above(CodeBlock block, MarkdownPage page)
    {
        var commands = page.Blocks.LastOrDefault(other => other.Language is "sh" && other.Line < block.Line && New().IsMatch(other.Text))
            ?? throw new InvalidOperationException($"No block above line {block.Line} has 'dotnet new web' or 'dotnet new console'.");
        return new(
            New().Match(commands.Text).Groups["name"].Value,
            [.. Add().Matches(commands.Text).Select(add => add.Groups["package"].Value)]);
    }

    [GeneratedRegex(@"^dotnet new (?<name>web|console)\b", RegexOptions.Multiline)]
    private static partial Regex New();

    [GeneratedRegex(@"^dotnet add package (?<package>\S+)", RegexOptions.Multiline)]
    private static partial Regex Add();
}
