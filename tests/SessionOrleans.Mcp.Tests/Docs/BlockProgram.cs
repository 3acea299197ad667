using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>A C# block of a page, compiled as it stands there, as Program.cs of the project that the page says to make.</summary>
internal sealed class BlockProgram(CodeBlock block, ProjectTemplate template)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private readonly CSharpCompilation _compilation = CSharpCompilation.Create(
        $"Block{block.Line}",
        [Parse(block.Text), Parse(template.ImplicitUsings)],
        ProjectReferences.Of(template),
        new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compiler's errors, each with its line in the page.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. _compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)
            .Select(error => $"line {block.Line + error.Location.GetLineSpan().StartLinePosition.Line}: {error.Id} {error.GetMessage()}"),
    ];

    /// <summary>Compiles it into the folder of the tests, where all is that it needs.</summary>
    /// <returns>What <c>dotnet</c> wants to be told to run it.</returns>
    public IReadOnlyList<string> Build()
    {
        Assert.Empty(Errors);
        var path = Path.Combine(AppContext.BaseDirectory, $"{_compilation.AssemblyName}.dll");
        using (var file = File.Create(path))
            Assert.True(_compilation.Emit(file).Success);
        return
        [
            "exec", "--depsfile", ProjectReferences.DependenciesFile,
            "--runtimeconfig", Path.ChangeExtension(typeof(BlockProgram).Assembly.Location, "runtimeconfig.json"), path,
        ];
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Language);
}
