using System.Reflection;
using System.Text;

namespace SessionOrleans.Surface;

/// <summary>What crosses the wire: the alias of every type and method, and the id of every member. Changing a line breaks a rolling
/// upgrade.</summary>
internal static class WireContract
{
    public static string Text()
    {
        var text = new StringBuilder();
        foreach (var (alias, type) in typeof(ISessionGrain).Assembly.GetTypes()
            .Select(type => (Alias: type.GetCustomAttribute<AliasAttribute>()?.Alias, Type: type))
            .Where(pair => pair.Alias is not null && pair.Type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true)
            .OrderBy(pair => pair.Alias, StringComparer.Ordinal))
        {
            text.AppendLine(alias);
            foreach (var line in Members(type))
                text.AppendLine("    " + line);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> Members(Type type) => type switch
    {
        { IsEnum: true } => Enum.GetNames(type).Select(name => $"{Convert.ToInt64(Enum.Parse(type, name), provider: null)} {name}"),
        { IsInterface: true } => type.GetMethods()
            .Select(method => $"{method.GetCustomAttribute<AliasAttribute>()!.Alias}({Parameters(method)}) {Name(method.ReturnType)}")
            .Order(StringComparer.Ordinal),
        _ => type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(member => (Id: member.GetCustomAttribute<IdAttribute>()?.Id, Member: member))
            .Where(pair => pair.Id is not null)
            .OrderBy(pair => pair.Id)
            .Select(pair => $"{pair.Id} {pair.Member.Name} {Name(((PropertyInfo)pair.Member).PropertyType)}"),
    };

    private static string Parameters(MethodInfo method) =>
        string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)));

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
}
