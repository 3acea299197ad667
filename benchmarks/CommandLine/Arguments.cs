using System.Globalization;

namespace SessionOrleans.Benchmarks.CommandLine;

/// <summary>A command and its options: <c>command --name value --flag</c>. An option that nobody asked after is a mistake.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _options;

    private Arguments(string command, Dictionary<string, string?> options) => (Command, _options) = (command, options);

    public string Command { get; }

    /// <exception cref="UsageException">There is no command, or something is no option.</exception>
    public static Arguments Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].StartsWith('-'))
            throw new UsageException("Name a command.");
        var options = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 1; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"'{arguments[i]}' is no option.");
            var hasValue = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            options[arguments[i]] = hasValue ? arguments[++i] : null;
        }

        return new Arguments(arguments[0], options);
    }

    public bool Flag(string name) => _options.Remove(name);

    public string? Text(string name) =>
        !_options.Remove(name, out var value) ? null : value ?? throw new UsageException($"{name} wants a value.");

    public int Number(string name, int otherwise, int least = 1)
    {
        if (Text(name) is not { } text)
            return otherwise;
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
            : throw new UsageException($"{name} is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}; '{text}' is not.");
    }

    /// <exception cref="UsageException">An option is left that the command does not know.</exception>
    public void ThrowIfAnyIsLeft()
    {
        if (_options.Count > 0)
            throw new UsageException($"{Command} has no option {_options.Keys.First()}.");
    }
}
