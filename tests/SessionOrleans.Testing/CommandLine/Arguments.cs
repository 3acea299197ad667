using System.Globalization;

namespace SessionOrleans.Testing.CommandLine;

/// <summary>Options of a program, <c>--name value</c> and <c>--flag</c>, perhaps after a command. An option that nobody asked after is a mistake.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string?> _options = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">Something is no option.</exception>
    public Arguments(IEnumerable<string> options)
    {
        string? name = null;
        foreach (var word in options)
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
                _options[name = word] = null;
            else if (name is null || _options[name] is not null)
                throw new UsageException($"'{word}' is no option.");
            else
                _options[name] = word;
        }
    }

    /// <summary>What to do; null where the program does one thing.</summary>
    public string? Command { get; private init; }

    /// <summary>A command and its options.</summary>
    /// <exception cref="UsageException">There is no command, or something is no option.</exception>
    public static Arguments OfCommand(IReadOnlyList<string> words) => words.Count > 0 && !words[0].StartsWith('-')
        ? new(words.Skip(1)) { Command = words[0] }
        : throw new UsageException("Name a command.");

    public bool Flag(string name) => _options.Remove(name);

    public string? Text(string name) =>
        !_options.Remove(name, out var value) ? null : value ?? throw new UsageException($"{name} wants a value.");

    public int? Number(string name, int least = 1)
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
            : throw new UsageException($"{name} is one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}; '{text}' is not.");
    }

    /// <exception cref="UsageException">An option is left that nobody knows.</exception>
    public void ThrowIfAnyIsLeft()
    {
        if (_options.Count > 0)
            throw new UsageException($"There is no option {_options.Keys.First()}{(Command is null ? "" : $" of {Command}")}.");
    }
}
