using System.Reflection;

namespace SessionOrleans.Mcp;

/// <summary>A <see cref="ToolSession{T}"/> among a tool's parameters.</summary>
/// <param name="Name">Its name in the tool's schema.</param>
/// <param name="Kind">The kind of handle it takes.</param>
/// <param name="IsOptional">Whether the call may leave it out.</param>
internal sealed record ToolSessionParameter(string Name, string Kind, bool IsOptional)
{
    /// <summary>The parameter as one of these, or null when it is of another type.</summary>
    public static ToolSessionParameter? From(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ToolSession<>)
            ? new(parameter.Name!, SessionKind.Of(type.GetGenericArguments()[0]), parameter.HasDefaultValue)
            : null;
    }
}
