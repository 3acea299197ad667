using Microsoft.Extensions.Options;

namespace SessionOrleans.Configuration;

/// <summary>Which options of <typeparamref name="T"/> are out of their limits, each with the limit and the fix.</summary>
internal sealed class OptionChecks<T>
{
    private static readonly string Name = typeof(T).IsGenericType
        ? $"{typeof(T).Name.Split('`')[0]}<{typeof(T).GetGenericArguments()[0].Name}>" : typeof(T).Name;

    private readonly List<string> _failures = [];

    public ValidateOptionsResult Result => _failures.Count > 0 ? ValidateOptionsResult.Fail(_failures) : ValidateOptionsResult.Success;

    /// <param name="option">The property.</param>
    /// <param name="holds">Whether it is within its limits.</param>
    /// <param name="otherwise">What is said where it is not, after its name.</param>
    public void Require(string option, bool holds, string otherwise)
    {
        if (!holds)
            _failures.Add($"{Name}.{option} {otherwise}");
    }

    public void Require(string option, int value, int least, int most) =>
        Require(option, value >= least && value <= most, $"is {value}. Set it to {least} to {most:N0}.");

    /// <summary>Runs a check that throws, and keeps its words, without the parameter and the value that .NET appends.</summary>
    public void Keep(string option, Action<string> check)
    {
        try
        {
            check(option);
        }
        catch (ArgumentException exception)
        {
            var end = exception.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
            _failures.Add($"{Name}.{option}: {(end < 0 ? exception.Message : exception.Message[..end])}");
        }
    }
}
