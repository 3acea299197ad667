using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Configuration;

/// <summary>
/// Every setting that there is, taken from the options' own properties; what is no setting stops the start, since a misspelled one would be
/// as good as none.
/// </summary>
internal static class SettingNames
{
    /// <summary>The silo process's own; a host that shares its environment with silos may have it, too.</summary>
    private const string DashboardToken = "Dashboard:Token";

    internal static readonly string[] InCodeOnly =
    [
        nameof(SessionStoreOptions.SerializerOptions), nameof(SessionStoreOptions.ConfigureRedis),
        nameof(SessionStoreOptions.ConfigureRedisAsync), nameof(SessionStoreOptions.ConnectionMultiplexer),
    ];

    private static readonly string[] Known =
    [
        .. NamesOf(typeof(SessionStoreOptions)).Except([.. InCodeOnly, nameof(SessionStoreOptions.Tls)]),
        .. NamesOf(typeof(SessionTlsOptions)).Select(name => ConfigurationPath.Combine(nameof(SessionStoreOptions.Tls), name)),
        DashboardToken,
    ];

    /// <exception cref="OptionsValidationException">Something of the configuration is meant for the store, and is no setting of
    /// it.</exception>
    public static void Check(IConfiguration configuration)
    {
        var failures = configuration.GetChildren().SelectMany(FailuresOf).ToList();
        if (failures.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(SessionStoreOptions), failures);
    }

    private static IEnumerable<string> FailuresOf(IConfigurationSection section)
    {
        if (Same(section.Key, SessionStoreOptions.SectionName))
            return Leaves(section, "").Select(FailureOf).OfType<string>();
        if (Known.FirstOrDefault(name => Same(section.Key, $"{SessionStoreOptions.SectionName}_{name}")) is { } single)
            return [$"{section.Key} has one underscore between section and name. Write two: {SessionStoreOptions.SectionName}__{single}."];
        return SettingSpelling.IsSlip(section.Key, SessionStoreOptions.SectionName)
            && Leaves(section, "").FirstOrDefault(IsKnown) is { } found
            ? [$"The section {section.Key} is not read. Write {PathOf(found)}: the section's name is {SessionStoreOptions.SectionName}."]
            : [];
    }

    private static string? FailureOf(string name)
    {
        if (IsKnown(name)
            || Known.Any(known => known.StartsWith(name + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (InCodeOnly.Any(property => Same(property, name.Split(ConfigurationPath.KeyDelimiter)[0])))
            return $"{PathOf(name)} can be set in code only.";
        return $"{PathOf(name)} is no option; " + (SettingSpelling.Nearest(name, Known) is { } meant
            ? $"did you mean {meant}?"
            : $"there are {string.Join(", ", Known)}.");
    }

    /// <summary>The names below a section that have a value; where nothing is below a name, that name.</summary>
    private static IEnumerable<string> Leaves(IConfigurationSection section, string above)
    {
        foreach (var child in section.GetChildren())
        {
            var name = above.Length == 0 ? child.Key : ConfigurationPath.Combine(above, child.Key);
            var hasChildren = false;
            foreach (var leaf in Leaves(child, name))
            {
                hasChildren = true;
                yield return leaf;
            }

            if (!hasChildren || child.Value is { Length: > 0 })
                yield return name;
        }
    }

    private static bool IsKnown(string name) => Known.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string PathOf(string name) => ConfigurationPath.Combine(SessionStoreOptions.SectionName, name);

    private static IEnumerable<string> NamesOf(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
}
