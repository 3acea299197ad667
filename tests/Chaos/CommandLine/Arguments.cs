using System.Globalization;

namespace SessionOrleans.Chaos.CommandLine;

/// <summary>Options of the form <c>--name value</c> and <c>--flag</c>. One that nobody asked after is a mistake.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _options = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">Something is no option.</exception>
    public Arguments(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"'{arguments[i]}' is no option.");
            var hasValue = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            _options[arguments[i]] = hasValue ? arguments[++i] : null;
        }
    }

    public bool Flag(string name) => _options.Remove(name);

    public string? Text(string name) =>
        !_options.Remove(name, out var value) ? null : value ?? throw new UsageException($"{name} wants a value.");

    public int? Number(string name, int least)
    {
        if (Text(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new UsageException($"{name} is a whole number, {least} or above; '{text}' is not.");
    }

    public T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return otherwise;
        return Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new UsageException($"{name} is one of {string.Join(", ", Enum.GetNames<T>())}; '{text}' is not.");
    }

    /// <exception cref="UsageException">An option is left that nobody knows.</exception>
    public void ThrowIfAnyIsLeft()
    {
        if (_options.Count > 0)
            throw new UsageException($"There is no option {_options.Keys.First()}.");
    }
}
