using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SessionOrleans.Mcp.Tests.Docs;

/// <summary>
/// A whole file of a page, compiled as it stands there, in the project that the page says to make: with the files of that project that
/// stand above it, and with what the page adds to it.
/// </summary>
internal sealed class BlockProgram(CodeBlock block, MarkdownPage page)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static int _compiled;

    private readonly CSharpCompilation _compilation = Compile(ProjectTemplate.Above(block, page), page, upTo: block.Line);

    /// <summary>The compiler's errors, each with its line in the page.</summary>
    public IReadOnlyList<string> Errors => [.. ErrorsOf(_compilation).Select(error => error.Error)];

    /// <summary>Compiles it into the folder of the tests, where all is that it needs.</summary>
    /// <returns>Where it is.</returns>
    public string Build()
    {
        Assert.Empty(Errors);
        foreach (var reference in _compilation.References.OfType<CompilationReference>())
            Emit(reference.Compilation);
        return Emit(_compilation);
    }

    /// <summary>Compiles it likewise.</summary>
    /// <returns>What <c>dotnet</c> wants to be told to run it.</returns>
    public IReadOnlyList<string> BuildToRun() =>
    [
        "exec", "--depsfile", ProjectReferences.DependenciesFile,
        "--runtimeconfig", Path.ChangeExtension(typeof(BlockProgram).Assembly.Location, "runtimeconfig.json"), Build(),
    ];

    internal static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Language);

    internal static IReadOnlyList<(string Path, string Error)> ErrorsOf(CSharpCompilation compilation) =>
    [
        .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)
            .Select(error => (Place: error.Location.GetMappedLineSpan(), Text: $"{error.Id} {error.GetMessage()}"))
            .Select(error => (error.Place.Path, $"line {error.Place.StartLinePosition.Line + 1}: {error.Text}")),
    ];

    private static string Emit(Compilation compilation)
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{compilation.AssemblyName}.dll");
        using var file = File.Create(path);
        Assert.True(compilation.Emit(file).Success);
        return path;
    }

    private static CSharpCompilation Compile(ProjectTemplate template, MarkdownPage page, int upTo)
    {
        var files = page.Blocks
            .Where(file => file is { Language: "csharp", IsFile: true } && file.Line <= upTo && file.Line > template.Line)
            .Where(file => ProjectTemplate.Above(file, page).Line == template.Line)
            .GroupBy(file => file.FileName).Select(versions => versions.Last()).ToList();
        var isProgram = template.IsProgram && files.Any(file => file.FileName is "Program.cs");
        return CSharpCompilation.Create(
            $"Block{Interlocked.Increment(ref _compiled)}",
            [
                .. files.Select(file => Parse($"#line {file.Line}\n{file.Text}")),
                Parse(template.ImplicitUsings + (isProgram ? template.GeneratedProgram : "")),
            ],
            [
                .. ProjectReferences.Of(template, page),
                .. template.References.Select(folder => Compile(
                    ProjectTemplate.In(folder, page), page, int.MaxValue).ToMetadataReference()),
            ],
            new(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
    }
}
