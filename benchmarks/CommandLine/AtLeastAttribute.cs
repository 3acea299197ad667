using System.Text.Json;
using Spectre.Console;

namespace SessionOrleans.Benchmarks.CommandLine;

/// <summary>The least that an option may be.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AtLeastAttribute(int least) : ParameterValidationAttribute(errorMessage: "")
{
    public override ValidationResult Validate(CommandParameterContext context)
    {
        var option = JsonNamingPolicy.KebabCaseLower.ConvertName(context.Parameter.PropertyName);
        return context.Value is int value && value < least
            ? ValidationResult.Error($"--{option} is {least} or above; {value} is not.")
            : ValidationResult.Success();
    }
}
