using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SessionOrleans.Values;

/// <summary>Finds members that JSON leaves out, or that are written and not read.</summary>
internal static class LostMembers
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string Ignore = "[JsonIgnore] if it need not be kept";

    /// <summary>Fields, which JSON leaves out unless told.</summary>
    public static string? FindField(JsonTypeInfo contract)
    {
        var type = contract.Type;
        if (type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && contract.Properties.Count == 0)
            return "A value tuple's members are fields, which JSON leaves out. " +
                "Use a record, or set IncludeFields on SessionStoreOptions.SerializerOptions.";
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!field.IsDefined(typeof(JsonIgnoreAttribute)) && !contract.Properties.Any(property => IsOf(property, field)))
                return $"{NameOf(field)} is a field, which JSON leaves out. Make it a property, or give it [JsonInclude], or {Ignore}.";
        }

        if (contract.PolymorphismOptions is not null || !HasState(type))
            return null;
        if (contract.Properties.Count == 0)
            return $"{type.Name} has no public properties, so nothing of it is written. Give it properties, or a JsonConverter.";
        return type.IsValueType && contract.Properties.All(property => property is { Set: null, AssociatedParameter: null })
            ? $"{type.Name} has no property that is read, so it comes back as its default. " +
                "Give its properties setters (init will do), or give it a JsonConverter."
            : null;
    }

    /// <summary>A member without a setter and without a parameter of the constructor. One that is computed from others is no
    /// loss.</summary>
    public static string? FindReadOnly(JsonPropertyInfo property)
    {
        var options = property.Options;
        switch (property.AttributeProvider)
        {
            case PropertyInfo { SetMethod: not null } hidden:
                return $"{NameOf(hidden)} has a setter that is not public, so it is written and not read. " +
                    $"Make the setter public (init will do), or give it [JsonInclude], or {Ignore}.";
            case PropertyInfo { GetMethod: { } getter } kept
                when !options.IgnoreReadOnlyProperties && ReturnsField(getter) && !IsRead(property):
                return NotRead(kept);
            case FieldInfo kept when !options.IgnoreReadOnlyFields && !IsRead(property):
                return NotRead(kept);
            default:
                return null;
        }
    }

    /// <summary>Properties of a collection's own type: JSON writes its elements alone.</summary>
    public static string? FindBesideElements(Type type)
    {
        for (var own = type; own is { IsClass: true } && !IsOfFramework(own); own = own.BaseType)
        {
            var lost = own.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).FirstOrDefault(property =>
                property.SetMethod is { IsPublic: true }
                && property.GetIndexParameters().Length == 0
                && !property.IsDefined(typeof(JsonIgnoreAttribute)));
            if (lost is not null)
                return $"{NameOf(lost)} is left out, since {type.Name} is a collection: JSON writes its elements alone. " +
                    $"Keep the collection in a property, or give {NameOf(lost)} {Ignore}.";
        }

        return null;
    }

    private static string NotRead(MemberInfo member) =>
        $"{NameOf(member)} has no setter, so it is written and not read. Give it a setter (init will do), a constructor parameter " +
        "of its name, " +
        $"[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] where it can be added to, or {Ignore}.";

    /// <summary>Simple values are taken for derived ones; collections and objects are not, unless what they hold is added to.</summary>
    private static bool IsRead(JsonPropertyInfo property)
    {
        var contract = property.Options.GetTypeInfo(property.PropertyType);
        if (contract.Kind is JsonTypeInfoKind.None)
            return true;
        var handling = property.ObjectCreationHandling
            ?? property.Options.GetTypeInfo(property.DeclaringType).PreferredPropertyObjectCreationHandling
            ?? property.Options.PreferredObjectCreationHandling;
        return handling is JsonObjectCreationHandling.Populate
            && (contract.CreateObject is not null || TakesElements(property.PropertyType));
    }

    private static bool TakesElements(Type type) =>
        type.IsInterface
        && type.GetInterfaces().Append(type).Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ICollection<>));

    /// <summary>
    /// Whether a getter is no more than <c>return field</c>, as that of an auto-property is: then it shows state and computes nothing.
    /// </summary>
    private static bool ReturnsField(MethodInfo getter) => getter.GetMethodBody()?.GetILAsByteArray() is [0x02, 0x7B, _, _, _, _, 0x2A];

    private static bool IsOf(JsonPropertyInfo property, FieldInfo field) => property.AttributeProvider is MemberInfo member
        ? member is FieldInfo && member.Name == field.Name
        : string.Equals(property.Name, property.Options.PropertyNamingPolicy?.ConvertName(field.Name) ?? field.Name,
            StringComparison.OrdinalIgnoreCase);

    private static bool HasState(Type type)
    {
        for (var own = type; own is not null; own = own.BaseType)
        {
            if (own.GetFields(Instance | BindingFlags.DeclaredOnly).Length > 0)
                return true;
        }

        return false;
    }

    private static bool IsOfFramework(Type type) => $"{type.Namespace}.".StartsWith("System.", StringComparison.Ordinal);

    private static string NameOf(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";
}
