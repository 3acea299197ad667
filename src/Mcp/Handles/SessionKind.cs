using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace SessionOrleans.Mcp;

/// <summary>The kind that a type declares with <see cref="SessionKindAttribute"/>; an error that names the fix where it declares
/// none.</summary>
internal static class SessionKind
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly ConcurrentDictionary<Type, string> Known = new();

    /// <summary>What <see cref="IsName"/> wants.</summary>
    public static string NameRule =>
        $"Use 1 to {MaxLength} lower-case letters, digits, '-' and '_', beginning with a letter.";

    /// <summary>Whether it may be a kind.</summary>
    public static bool IsName([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterLower(name[0]) && !name.AsSpan().ContainsAnyExcept(Allowed);

    public static string Of(Type type) => Known.GetOrAdd(type, Read);

    private static string Read(Type type)
    {
        var kind = type.GetCustomAttribute<SessionKindAttribute>(inherit: false)?.Kind ?? throw new InvalidOperationException(
            $"{type} has no kind, so its handles would have no name. Put [SessionKind(\"...\")] on it, for example " +
            "[SessionKind(\"basket\")].");
        return IsName(kind) ? kind : throw new InvalidOperationException(
            $"The kind '{kind}' of {type} does not fit into a handle. {NameRule}");
    }
}
