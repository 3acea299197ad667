using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SessionOrleans.Configuration;

namespace SessionOrleans.Surface;

/// <summary>docs/options.md, made of the options themselves and of their doc comments: the summary says what, <c>value</c> the
/// range.</summary>
internal static partial class OptionsPage
{
    private static readonly Dictionary<string, XElement> Comments = System.IO.Directory
        .GetFiles(AppContext.BaseDirectory, "SessionOrleans.*.xml").SelectMany(file => XDocument.Load(file).Descendants("member"))
        .ToDictionary(member => member.Attribute("name")!.Value);

    public static string Text()
    {
        var tools = new SessionToolsOptions();
        return string.Join("\n\n",
            "# All options",
            "Made from the code by a test: the doc comment of each has more. [configuration.md](configuration.md) says how they are set.",
            "## The store",
            "`AddSessionStore(options => ...)`, the first argument of `WithSessionStore`, `AddSessionStoreClient(options => ...)`, and\n" +
            "`SessionStoreFactory.CreateAsync(new() { ... })`. In `appsettings.json` a name stands in the section `SessionStore`.",
            Table(new SessionStoreOptions(), withVariable: true),
            "Of `Tls`:",
            Table(new SessionTlsOptions(), withVariable: true, prefix: "Tls__"),
            "Besides, `REDIS_URL` is read where nothing else says where Redis is.",
            "## A write",
            "`SessionWriteOptions`; null keeps what the session has, or takes the store's default.",
            Table(new SessionWriteOptions()),
            "## A lock",
            "`LockOptions`.",
            Table(new LockOptions()),
            "## Tools of an MCP server",
            "The second argument of `WithSessionStore`: `configureTools`.",
            Table(tools),
            "`UserQuota` and `AnonymousQuota` ([what they mean](mcp.md#how-much-callers-may-have)); the defaults are a signed-in " +
            "user's,\n" +
            "and those of all anonymous callers together.",
            Table(tools.UserQuota, other: tools.AnonymousQuota),
            "## Tools of one kind of session",
            "`WithSessionTools<Cart>(cart => ...)`; the defaults are those of a type that is `[SessionKind(\"cart\")]`.",
            Table(new SessionKindOptions<Cart>()),
            "## Tasks",
            "`WithSessionStoreTasks(tasks => ...)`.",
            Table(new SessionTaskOptions()),
            "## Subscriptions",
            "`WithSessionStoreSubscriptions(options => ...)`.",
            Table(new SessionSubscriptionOptions()),
            "## Transport sessions of older clients",
            "`WithSessionStoreTransportSessions(options => ...)`.",
            Table(new SessionTransportOptions()),
            "## HTTP endpoints",
            "`WithEndpointChecks(checks => ...)`.",
            Table(new McpEndpointOptions())) + "\n";
    }

    private static string Table(object options, bool withVariable = false, string prefix = "", object? other = null)
    {
        var rows = new List<string>(withVariable
            ? ["| name | default | range | environment variable | |", "|---|---|---|---|---|"]
            : ["| name | default | range | |", "|---|---|---|---|"]);
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var standard = Show(property.GetValue(options));
            if (other is not null && Show(property.GetValue(other)) is var second && second != standard)
                standard += $"; {second}";
            var variable = withVariable ? Variable(property.Name, prefix) : "";
            rows.Add($"| `{property.Name}` | {standard} | {Range(property)} |{variable} {FirstSentence(property)} |");
        }

        return string.Join('\n', rows);
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
        TimeSpan time => time == Timeout.InfiniteTimeSpan ? "`Timeout.InfiniteTimeSpan`" : $"`{time:c}`",
        Delegate { Method: var method } when method.Name.Contains('<', StringComparison.Ordinal) => "see its doc comment",
        Delegate { Method: var method } => $"`{method.DeclaringType!.Name}.{method.Name}`",
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

    private static string FirstSentence(PropertyInfo property) =>
        Sentence().Match(Plain(Comment(property).Element("summary")!)).Value.TrimEnd('.', ':');

    private static XElement Comment(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        return Comments[$"P:{(type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName}.{property.Name}"];
    }

    private static string Plain(XElement text) => Blank().Replace(string.Concat(text.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } see =>
            $"`{(see.Attribute("cref") ?? see.Attribute("name"))!.Value.Split('(')[0].Split('.')[^1].Split('`')[0]}`",
        _ => ((XText)node).Value,
    })), " ").Trim();

    [SessionKind("cart")]
    private sealed class Cart;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^.+?[.:](?= |$)")]
    private static partial Regex Sentence();
}
