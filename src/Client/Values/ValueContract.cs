using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SessionOrleans.Values;

/// <summary>
/// Says by a type's JSON contract whether its values come back whole. Types with converters of their own are trusted. For one look.
/// </summary>
internal sealed class ValueContract(JsonSerializerOptions options)
{
    private static readonly HashSet<Type> Reversed =
        [typeof(Stack<>), typeof(ConcurrentStack<>), typeof(ImmutableStack<>), typeof(IImmutableStack<>)];

    private readonly HashSet<Type> _seen = [];

    /// <summary>What is lost, and how to keep it; null where nothing is.</summary>
    /// <param name="declared">The type as which values are written and read.</param>
    /// <param name="actual">The type of the value at hand.</param>
    public string? FindLoss(Type declared, Type actual) => FindLoss(declared) ?? FindCut(declared, actual);

    private string? FindLoss(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!_seen.Add(type))
            return null;
        JsonTypeInfo contract;
        try
        {
            contract = options.GetTypeInfo(type);
        }
        catch (Exception trouble) when (trouble is NotSupportedException or InvalidOperationException)
        {
            return $"{type.Name} is nothing that JSON can hold: {trouble.Message}";
        }

        return contract.Kind switch
        {
            JsonTypeInfoKind.Object => OfObject(contract),
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => OfCollection(contract),
            _ => null,
        };
    }

    /// <summary>A derived type's own properties are left out where it is written as its base.</summary>
    private string? FindCut(Type declared, Type actual)
    {
        if (actual == declared
            || options.GetTypeInfo(declared) is not { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null } contract
            || options.GetTypeInfo(actual) is not { Kind: JsonTypeInfoKind.Object } own)
            return null;
        var known = contract.Properties.Select(property => property.Name).ToHashSet();
        var lost = own.Properties.FirstOrDefault(property => property.Get is not null && !known.Contains(property.Name));
        return lost is null
            ? null
            : $"A {actual.Name} is written as a {declared.Name}, which leaves out \"{lost.Name}\". " +
                $"Write it as {actual.Name}, or give {declared.Name} [JsonDerivedType] with a discriminator.";
    }

    private string? OfObject(JsonTypeInfo contract)
    {
        var type = contract.Type;
        if (OfDerived(contract) is { } loss)
            return loss;
        var isMade = contract.CreateObject is not null || (type.IsAbstract && contract.PolymorphismOptions is not null);
        if (!isMade && CannotRead(contract, "{"u8) is { } trouble)
            return $"{type.Name} can be written but not read: {trouble} Give it a public constructor without parameters, or one whose " +
                "parameters are named as its properties are and marked with [JsonConstructor]; an abstract type takes [JsonDerivedType] " +
                "for every type it stands for.";
        return LostMembers.FindField(contract) ?? contract.Properties.Select(OfProperty).FirstOrDefault(lost => lost is not null);
    }

    private string? OfProperty(JsonPropertyInfo property)
    {
        // Ignored, or its converter's own affair.
        if (property.Get is null || property.CustomConverter is not null || property.IsExtensionData)
            return null;
        if (property.Set is null && property.AssociatedParameter is null)
            return LostMembers.FindReadOnly(property);
        return FindLoss(property.PropertyType);
    }

    private string? OfDerived(JsonTypeInfo contract)
    {
        foreach (var derived in contract.PolymorphismOptions?.DerivedTypes ?? [])
        {
            if (derived.TypeDiscriminator is null && derived.DerivedType != contract.Type)
                return $"{derived.DerivedType.Name} comes back as {contract.Type.Name}. Give its [JsonDerivedType] a discriminator.";
            if (FindLoss(derived.DerivedType) is { } loss)
                return loss;
        }

        return null;
    }

    private string? OfCollection(JsonTypeInfo contract)
    {
        var type = contract.Type;
        if (type.IsGenericType && Reversed.Contains(type.GetGenericTypeDefinition()))
            return $"{type.Name} comes back in reverse order. Keep a List, and make the stack from it.";
        if (CannotRead(contract, contract.Kind is JsonTypeInfoKind.Dictionary ? "{"u8 : "["u8) is { } trouble)
            return $"{type.Name} can be written but not read: {trouble} Keep a List, an array, a Dictionary or an immutable collection.";
        return LostMembers.FindBesideElements(type) ?? (contract.ElementType is { } element ? FindLoss(element) : null);
    }

    /// <summary>
    /// Reads text that ends where a value begins: whether the serializer can make one shows before it finds that there is none. Runs no
    /// constructor but a collection's.
    /// </summary>
    private static string? CannotRead(JsonTypeInfo contract, ReadOnlySpan<byte> beginning)
    {
        try
        {
            _ = JsonSerializer.Deserialize(beginning, contract);
        }
        catch (Exception trouble) when (trouble is NotSupportedException or InvalidOperationException)
        {
            var end = trouble.Message.IndexOf(" Path: ", StringComparison.Ordinal);
            return end < 0 ? trouble.Message : trouble.Message[..end];
        }
        catch (JsonException)
        {
        }

        return null;
    }
}
