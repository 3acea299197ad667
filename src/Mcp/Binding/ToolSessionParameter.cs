using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp;

/// <summary>
/// A <see cref="ToolSession{T}"/> among the parameters of a tool or prompt. The caller writes its handle, as a string.
/// </summary>
internal sealed class ToolSessionParameter
{
    private static readonly MethodInfo OpenOfType =
        typeof(ToolSessionParameter).GetMethod(nameof(Open), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly string _kind;
    private readonly Func<ISessionStore, string, SessionUser, object> _open;

    private ToolSessionParameter(ParameterInfo parameter, Type value, string? lifetime)
    {
        _kind = SessionKind.Of(value);
        _open = OpenOfType.MakeGenericMethod(value).CreateDelegate<Func<ISessionStore, string, SessionUser, object>>();
        Name = parameter.Name!;
        Type = parameter.ParameterType;
        IsOptional = parameter.HasDefaultValue;
        Description = parameter.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? $"The handle of the {_kind}, as the tool that opened it returned it." + (lifetime is null ? "" : " " + lifetime);
    }

    /// <summary>Its name among the arguments.</summary>
    public string Name { get; }

    /// <summary>What a model reads of it.</summary>
    public string Description { get; }

    /// <summary>The <see cref="ToolSession{T}"/>.</summary>
    public Type Type { get; }

    /// <summary>Whether a call may leave it out.</summary>
    public bool IsOptional { get; }

    /// <summary>The parameter as one of these, or null when it is of another type.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="lifetimeOf">How long sessions with a value of a type live; null: that is not known.</param>
    /// <exception cref="InvalidOperationException">What the session holds has no kind.</exception>
    public static ToolSessionParameter? From(ParameterInfo parameter, Func<Type, string?> lifetimeOf) =>
        ValueOf(parameter.ParameterType, typeof(ToolSession<>)) is { } value ? new(parameter, value, lifetimeOf(value)) : null;

    /// <summary>What a session of that generic type holds; null for another type.</summary>
    public static Type? ValueOf(Type type, Type session) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == session ? type.GetGenericArguments()[0] : null;

    /// <summary>The parameter in a tool's schema.</summary>
    public JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = IsOptional ? new JsonArray("string", "null") : "string", ["description"] = Description };
        if (IsOptional)
            schema["default"] = null;
        return schema;
    }

    /// <summary>The parameter among a prompt's arguments.</summary>
    public PromptArgument ToArgument() => new() { Name = Name, Description = Description, Required = !IsOptional };

    /// <summary>The session that a call works on; null where it left out one that it may leave out.</summary>
    /// <exception cref="SessionHandleException">The handle is missing, or is no handle of this kind. What is no string is refused as any
    /// unknown handle is.</exception>
    public object? Bind(ToolCall call, IDictionary<string, JsonElement>? arguments)
    {
        if (arguments is null || !arguments.TryGetValue(Name, out var handle) || handle.ValueKind is JsonValueKind.Null)
            return IsOptional ? null : throw new SessionHandleException(_kind);
        return handle.ValueKind is JsonValueKind.String
            ? _open(call.Store, handle.GetString()!, call.User)
            : throw new SessionHandleException(_kind);
    }

    private static object Open<T>(ISessionStore store, string handle, SessionUser user)
        where T : class => new ToolSession<T>(store, handle, user);
}
