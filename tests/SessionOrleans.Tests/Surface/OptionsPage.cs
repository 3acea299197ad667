using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SessionOrleans.Configuration;

namespace SessionOrleans.Surface;

/// <summary>docs/options.md, made of the options themselves and of their doc comments: the summary says what, <c>value</c> the range.</summary>
internal static partial class OptionsPage
{
    private static readonly Dictionary<string, XElement> Comments = System.IO.Directory
        .GetFiles(AppContext.BaseDirectory, "SessionOrleans.*.xml").SelectMany(file => XDocument.Load(file).Descendants("member"))
        .ToDictionary(member => member.Attribute("name")!.Value);

    public static string Text()
    {
        var tools = new SessionToolsOptions();
        return new StringBuilder(
            """
            # All options

            Made from the code by a test: the doc comment of each has more. [configuration.md](configuration.md) says how they are set.

            ## The store

            `AddSessionStore(options => ...)`, the first argument of `WithSessionStore`, `AddSessionStoreClient(options => ...)`, and
            `SessionStoreFactory.CreateAsync(new() { ... })`. In `appsettings.json` a name stands in the section `SessionStore`.

            """)
            .Append(Table(new SessionStoreOptions(), withVariable: true, prefix: ""))
            .AppendLine("\nOf `Tls`:\n").Append(Table(new SessionTlsOptions(), withVariable: true, prefix: "Tls__"))
            .AppendLine("\nBesides, `REDIS_URL` is read where nothing else says where Redis is.")
            .AppendLine("\n## A write\n\n`SessionWriteOptions`; null keeps what the session has, or takes the store's default.\n")
            .Append(Table(new SessionWriteOptions()))
            .AppendLine("\n## A lock\n\n`LockOptions`.\n").Append(Table(new LockOptions()))
            .AppendLine("\n## Tools of an MCP server\n\nThe second argument of `WithSessionStore`: `configureTools`.\n").Append(Table(tools))
            .AppendLine("\n`UserQuota` and `AnonymousQuota` ([what they mean](mcp.md#how-much-callers-may-have)); the defaults are a signed-in")
            .AppendLine("user's, and those of all anonymous callers together.\n").Append(Table(tools.UserQuota, other: tools.AnonymousQuota))
            .AppendLine("\n## Tasks\n\n`WithSessionStoreTasks(tasks => ...)`.\n").Append(Table(new SessionTaskOptions()))
            .AppendLine("\n## Subscriptions\n\n`WithSessionStoreSubscriptions(options => ...)`.\n").Append(Table(new SessionSubscriptionOptions()))
            .AppendLine("\n## Transport sessions of older clients\n\n`WithSessionStoreTransportSessions(options => ...)`.\n")
            .Append(Table(new SessionTransportOptions()))
            .AppendLine("\n## HTTP endpoints\n\n`WithEndpointChecks(checks => ...)`.\n").Append(Table(new McpEndpointOptions()))
            .ToString().ReplaceLineEndings("\n");
    }

    private static string Table(object options, bool withVariable = false, string prefix = "", object? other = null)
    {
        var text = new StringBuilder(withVariable
            ? "\n| name | default | range | environment variable | |\n|---|---|---|---|---|\n" : "| name | default | range | |\n|---|---|---|---|\n");
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var standard = Show(property.GetValue(options));
            if (other is not null && Show(property.GetValue(other)) is var second && second != standard)
                standard += $"; {second}";
            text.Append($"| `{property.Name}` | {standard} | {Range(property)} |");
            if (withVariable)
                text.Append(Variable(property.Name, prefix));
            text.AppendLine($" {FirstSentence(property)} |");
        }

        return text.ToString();
    }

    private static string Variable(string name, string prefix) => name switch
    {
        nameof(SessionStoreOptions.Tls) => " see below |",
        _ when SettingNames.InCodeOnly.Contains(name) => " code only |",
        _ => $" `SessionStore__{prefix}{name}` |",
    };

    private static string Show(object? value) => value switch
    {
        null => "none",
        bool yes => yes ? "true" : "false",
        TimeSpan time => $"`{time:c}`",
        Delegate { Method: var method } => method.Name.Contains('<', StringComparison.Ordinal) ? "" : $"`{method.DeclaringType!.Name}.{method.Name}`",
        JsonSerializerOptions => "`JsonSerializerOptions.Web`",
        string text => $"`{text}`",
        SessionQuota => "see below",
        IFormattable number and not Enum => number.ToString(number is double ? null : "N0", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable => "empty",
        _ => value.ToString()!,
    };

    /// <exception cref="InvalidOperationException">A doc comment lacks it.</exception>
    private static string Range(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (Comment(property).Element("value") is { } range)
            return Plain(range).TrimEnd('.');
        if (type == typeof(bool))
            return "true, false";
        if (type.IsEnum)
            return string.Join(", ", Enum.GetNames(type));
        return type.IsPrimitive || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(IPAddress)
            ? throw new InvalidOperationException(
                $"{property.DeclaringType!.Name}.{property.Name}: say its range in the doc comment, <value>1 to 10.</value>")
            : "";
    }

    private static string FirstSentence(PropertyInfo property) => Sentence().Match(Plain(Comment(property).Element("summary")!)).Value.TrimEnd('.', ':');

    private static XElement Comment(PropertyInfo property) => Comments[$"P:{property.DeclaringType!.FullName}.{property.Name}"];

    private static string Plain(XElement text) => Blank().Replace(string.Concat(text.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } see =>
            $"`{(see.Attribute("cref") ?? see.Attribute("name"))!.Value.Split('(')[0].Split('.')[^1].Split('`')[0]}`",
        _ => ((XText)node).Value,
    })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^.+?[.:](?= |$)")]
    private static partial Regex Sentence();
}
