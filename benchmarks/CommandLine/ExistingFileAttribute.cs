using Spectre.Console;

namespace SessionOrleans.Benchmarks.CommandLine;

/// <summary>An option that names a file, which must be there.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExistingFileAttribute() : ParameterValidationAttribute(errorMessage: "")
{
    public override ValidationResult Validate(CommandParameterContext context) =>
        File.Exists((string?)context.Value) ? ValidationResult.Success() : ValidationResult.Error($"There is no file {context.Value}.");
}
