using System.Reflection;
using System.Text;

namespace SessionOrleans.Surface;

/// <summary>What an assembly offers its users, a line a member.</summary>
internal static class PublicApi
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(
            type => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true)
            .OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.AppendLine($"{Kind(type)} {Name(type)}");
            foreach (
                var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(IsWritten).Select(Describe).Order(StringComparer.Ordinal))
                text.AppendLine($"    {member}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface"
            : type.IsEnum ? "enum" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";

    /// <summary>Not what the compiler adds to records and properties.</summary>
    private static bool IsWritten(MemberInfo member) => member switch
    {
        MethodInfo method =>
            !method.IsSpecialName && method.Name is not ("ToString" or "GetHashCode" or "Equals" or "Deconstruct" or "<Clone>$"),
        FieldInfo field => !field.IsSpecialName,
        Type => false,
        _ => true,
    };

    private static string Describe(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Name(method.ReturnType)} {method.Name}{Arguments(method)}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property =>
            $"{Name(property.PropertyType)}{Mark(property)} {property.Name}{(property.CanWrite ? " { get; set; }" : " { get; }")}",
        FieldInfo field => field.DeclaringType!.IsEnum ? field.Name : $"{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Mark(PropertyInfo property) =>
        !property.PropertyType.IsValueType && Nullability.Create(property).ReadState is NullabilityState.Nullable ? "?" : "";

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters()
        .Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (!type.IsGenericType)
            return type.IsGenericParameter
                || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true ? type.Name : type.FullName ?? type.Name;
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
