using System.ComponentModel;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Configuration;

/// <summary>Reads single settings of a section and gathers what is wrong with them, so that a host names all of it at once.</summary>
internal sealed class SettingReader(IConfigurationSection section)
{
    private const string DurationFormats =
        "Write hours:minutes:seconds (01:00:00 is an hour, 36:00:00 a day and a half), days.hours:minutes:seconds (7.00:00:00 is a " +
        "week), or Infinite.";

    private readonly List<string> failures = [];

    public void Read<T>(string name, Action<T> apply)
    {
        if (Text(name) is not { } text)
            return;
        try
        {
            // What ConfigurationBinder does with a single value, with a message of our own.
            apply((T)TypeDescriptor.GetConverter(typeof(T)).ConvertFromInvariantString(text)!);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            failures.Add($"{Path(name)} is '{text}', which is no {Described(typeof(T))}.");
        }
    }

    public void ReadDuration(string name, Action<TimeSpan> apply)
    {
        if (Text(name) is not { } text)
            return;
        if (string.Equals(text, "Infinite", StringComparison.OrdinalIgnoreCase))
            apply(Timeout.InfiniteTimeSpan);
        else if (double.TryParse(text, CultureInfo.InvariantCulture, out var number))
            // TimeSpan would read a bare number as days.
            failures.Add($"{Path(name)} is '{text}', a number without a unit{AsSeconds(number)}. {DurationFormats}");
        else if (TryDuration(text, out var value))
            apply(value);
        else
            failures.Add($"{Path(name)} is '{text}', which is no duration. {DurationFormats}");
    }

    public void ReadAddress(string name, Action<IPAddress> apply)
    {
        if (Text(name) is not { } text)
            return;
        if (IPAddress.TryParse(text, out var address))
            apply(address);
        else
            failures.Add($"{Path(name)} is '{text}', which is no IP address. Write one such as 10.0.0.5; names are not resolved.");
    }

    /// <exception cref="OptionsValidationException">Something could not be read.</exception>
    public void ThrowIfFailed(Type options)
    {
        if (failures.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, options, failures);
    }

    private string? Text(string name) => string.IsNullOrWhiteSpace(section[name]) ? null : section[name]!.Trim();

    private string Path(string name) => ConfigurationPath.Combine(section.Path, name);

    private static string AsSeconds(double number) =>
        number is >= 0 and < 86_400 * 365 ? $" ({TimeSpan.FromSeconds(number):c} is {number} seconds)" : "";

    /// <summary>As TimeSpan reads text, but for hours above 23: those it takes for days.</summary>
    private static bool TryDuration(string text, out TimeSpan value)
    {
        var hoursEnd = text.IndexOf(':', StringComparison.Ordinal);
        if (hoursEnd > 0 && text.AsSpan().Count(':') <= 2
            && int.TryParse(text.AsSpan(0, hoursEnd), NumberStyles.None, CultureInfo.InvariantCulture, out var hours))
            text = $"{hours / 24}.{hours % 24}{text[hoursEnd..]}";
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    private static string Described(Type type) => type switch
    {
        { IsEnum: true } => $"{type.Name}. Write one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(bool) => "switch. Write true or false",
        _ when type == typeof(double) => "number. Write one such as 0.8",
        _ => "whole number",
    };
}
