using ModelContextProtocol.Protocol;
using static ModelContextProtocol.Protocol.ElicitRequestParams;

namespace Conformance.Server;

/// <summary>What the fixtures ask users for.</summary>
internal static class Forms
{
    public static RequestSchema Of(params (string Name, PrimitiveSchemaDefinition Schema)[] fields) => new()
    {
        Properties = fields.ToDictionary(field => field.Name, field => field.Schema),
        Required = [.. fields.Select(field => field.Name)],
    };

    public static StringSchema Text(string? description = null) => new() { Description = description };

    /// <summary>A question for one text.</summary>
    public static InputRequest AskText(string message, string field) =>
        InputRequest.ForElicitation(new() { Message = message, RequestedSchema = Of((field, Text())) });

    /// <summary>A question for a yes or no.</summary>
    public static InputRequest AskYes(string message, string field) =>
        InputRequest.ForElicitation(new() { Message = message, RequestedSchema = Of((field, new BooleanSchema())) });

    public static RequestSchema WithDefaults() => new()
    {
        Properties =
        {
            ["name"] = new StringSchema { Default = "John Doe" },
            ["age"] = new NumberSchema { Type = "integer", Default = 30 },
            ["score"] = new NumberSchema { Default = 95.5 },
            ["status"] = new UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" },
            ["verified"] = new BooleanSchema { Default = true },
        },
    };

    public static RequestSchema OfChoices() => new()
    {
        Properties =
        {
            ["untitledSingle"] = new UntitledSingleSelectEnumSchema { Enum = ["option1", "option2", "option3"] },
            ["titledSingle"] = new TitledSingleSelectEnumSchema { OneOf = Titled("Option") },
#pragma warning disable MCP9001 // Deprecated, and what the scenario asks for.
            ["legacyEnum"] = new LegacyTitledEnumSchema
            {
                Enum = ["opt1", "opt2", "opt3"], EnumNames = ["Option One", "Option Two", "Option Three"],
            },
#pragma warning restore MCP9001
            ["untitledMulti"] = new UntitledMultiSelectEnumSchema { Items = new() { Enum = ["option1", "option2", "option3"] } },
            ["titledMulti"] = new TitledMultiSelectEnumSchema { Items = new() { AnyOf = Titled("Choice") } },
        },
    };

    private static List<EnumSchemaOption> Titled(string what) =>
    [
        new() { Const = "value1", Title = $"First {what}" },
        new() { Const = "value2", Title = $"Second {what}" },
        new() { Const = "value3", Title = $"Third {what}" },
    ];
}
