using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>
/// A block that is no whole file, with what CONTRIBUTING says is around it: the usings of <see cref="Usings"/>, the fields of <see
/// cref="Surroundings"/>, and the types and methods that the page has shown before it. Its own types and methods are what they are; its
/// statements are in a method.
/// </summary>
internal sealed class Fragment(CodeBlock block, MarkdownPage page)
{
    /// <summary>What docs/README.md says of fragments.</summary>
    public const string Surroundings =
        """
        public abstract class Surroundings
        {
            protected WebApplicationBuilder builder = null!;
            protected WebApplication app = null!;
            protected ISessionStore store = null!;
            protected CancellationToken ct;
        }

        """;

    /// <summary>Those of a web project, and of what pages are about.</summary>
    public static readonly IReadOnlyList<string> Usings =
    [
        "System.Collections.Immutable", "System.ComponentModel", "System.Security.Claims", "System.Text.Json", "System.Text.Json.Nodes",
        "System.Text.Json.Serialization", "Microsoft.AspNetCore.DataProtection", "ModelContextProtocol", "ModelContextProtocol.Protocol",
        "ModelContextProtocol.Server", "SessionOrleans", "StackExchange.Redis",
    ];

    private static readonly ProjectTemplate Web = new(0, "web", "", ["SessionOrleans.AspNetCore"], []);

    /// <summary>The compiler's errors in the fragments of pages, by page and line. They are compiled together, since that is ten times
    /// faster than one by one.</summary>
    public static IReadOnlyList<(string Path, string Error)> ErrorsIn(IEnumerable<(string Path, MarkdownPage Page)> pages)
    {
        var fragments = pages.SelectMany(page => page.Page.Blocks
            .Where(block => block is { Language: "csharp", IsHidden: false, IsFile: false })
            .Select(block => new Fragment(block, page.Page).Text(page.Path)));
        return BlockProgram.ErrorsOf(CSharpCompilation.Create(
            "Fragments",
            [
                BlockProgram.Parse(Web.ImplicitUsings + string.Concat(Usings.Select(name => $"global using {name};\n")) + Surroundings),
                .. fragments.Select(BlockProgram.Parse),
            ],
            ProjectReferences.Of(Web, new MarkdownPage("")),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));
    }

    /// <summary>What is compiled: a namespace of its own.</summary>
    private string Text(string path)
    {
        var text = new StringBuilder().AppendLine($"namespace Of{string.Concat(path.Where(char.IsLetterOrDigit))}.Line{block.Line}")
            .AppendLine("{");
        var (before, statements) = Before();
        var mine = PartsOf(block).ToList();
        var declared = mine.SelectMany(part => NamesOf(part.Syntax)).ToHashSet();
        var all = before.Where(part => !NamesOf(part.Syntax).Any(declared.Contains)).Concat(mine).ToList();
        Append(all.Where(part => IsType(part.Syntax)));
        text.AppendLine("#line hidden").AppendLine("public class Block : Surroundings").AppendLine("{");
        Append(all.Where(part => !IsType(part.Syntax) && !IsStatement(part.Syntax)));
        text.AppendLine("#line hidden").AppendLine("async Task RunAsync()").AppendLine("{");
        Append(statements.Concat(mine.Where(part => IsStatement(part.Syntax))));
        return text.AppendLine("#line hidden").AppendLine("await Task.Yield();").AppendLine("}}}").ToString();

        void Append(IEnumerable<Part> parts)
        {
            foreach (var part in parts)
                text.AppendLine($"#line {part.Line} \"{path}\"").AppendLine(part.Syntax.ToFullString());
        }
    }

    /// <summary>What stands above it: types and methods of the page, the newest of a name, and the statements that it continues.</summary>
    private (List<Part> Declarations, List<Part> Statements) Before()
    {
        var (declarations, statements) = (new List<Part>(), new List<Part>());
        foreach (var earlier in page.Blocks.Where(other => other.Language is "csharp" && other.Line < block.Line && !other.IsFile))
        {
            var parts = PartsOf(earlier).ToList();
            var names = parts.Where(part => !IsStatement(part.Syntax)).SelectMany(part => NamesOf(part.Syntax)).ToHashSet();
            declarations.RemoveAll(part => NamesOf(part.Syntax).Any(names.Contains));
            declarations.AddRange(parts.Where(part => !IsStatement(part.Syntax)));
            if (!earlier.Continues && !earlier.IsHidden)
                statements.Clear();
            if (!earlier.IsHidden)
                statements.AddRange(parts.Where(part => IsStatement(part.Syntax)));
        }

        return (declarations, block.Continues ? statements : []);
    }

    /// <summary>Parsed as a program, where statements, functions and types may stand side by side.</summary>
    private static IEnumerable<Part> PartsOf(CodeBlock source) =>
        BlockProgram.Parse(source.Text).GetCompilationUnitRoot().Members.Select(member => new Part(
            member, source.Line + member.SyntaxTree.GetLineSpan(member.FullSpan).StartLinePosition.Line));

    /// <summary>A function that is public or the like is a method of a class.</summary>
    private static bool IsStatement(MemberDeclarationSyntax member) => member is GlobalStatementSyntax global
        && !(global.Statement is LocalFunctionStatementSyntax function && IsMember(function.Modifiers))
        && !(global.Statement is LocalDeclarationStatementSyntax local && IsMember(local.Modifiers));

    private static bool IsMember(SyntaxTokenList modifiers) =>
        modifiers.Any(SyntaxKind.PublicKeyword) || modifiers.Any(SyntaxKind.PrivateKeyword);

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        MethodDeclarationSyntax method => [method.Identifier.Text],
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => [function.Identifier.Text],
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        _ => [],
    };

    private static bool IsType(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    private sealed record Part(MemberDeclarationSyntax Syntax, int Line);
}
