using System.Text.Json.Nodes;

namespace SessionOrleans.Mcp;

/// <summary>Makes the tools of one kind from its options.</summary>
internal sealed class LifecycleToolsOf<T>(IOptions<SessionKindOptions<T>> options, IOptions<SessionStoreOptions> store) : LifecycleTools
    where T : class, new()
{
    /// <summary>In <c>_meta</c> of a result, and of the tool: the result has handles, and of which kind.</summary>
    private const string HandleKey = "sessionorleans/handle";

    private const string Cursor = "cursor";
    private const string NextCursor = "nextCursor";

    private readonly string _kind = SessionKind.Of(typeof(T));
    private IReadOnlyList<McpServerTool>? _tools;

    public override Type Value => typeof(T);

    public override string Lifetime => $"It {options.Value.LifetimeIn(store.Value).Clause}.";

    protected override IReadOnlyList<McpServerTool> Tools =>
        _tools ??= options.Value.HasList ? [Create(), List(), End()] : [Create(), End()];

    private string Name => options.Value.Name;

    private string Spoken => Nouns.Spoken(Name);

    private string Plural => options.Value.Plural;

    private LifecycleTool Create()
    {
        var about = options.Value.Description is { } description ? " " + description : "";
        return new(
            new()
            {
                Name = $"create_{Name}",
                Description = $"Creates {Nouns.WithArticle(Name)} and returns its handle, which other tools take. {Lifetime}{about}",
                InputSchema = Schema([], []),
                OutputSchema = Schema(new() { [Name] = Handle() }, [Name]),
                Annotations = new() { DestructiveHint = false, OpenWorldHint = false },
                Meta = Marked(),
            },
            async (_, sessions, cancellationToken) =>
            {
                var life = options.Value.LifetimeIn(store.Value);
                var created = await sessions.CreateAsync(
                    new T(),
                    new() { TimeToLive = life.TimeToLive, Sliding = life.Sliding, MaxLifetime = life.MaxLifetime },
                    cancellationToken).ConfigureAwait(false);
                return Result(new() { [Name] = created.Handle });
            });
    }

    private LifecycleTool List()
    {
        var item = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [Name] = Handle(), ["createdAt"] = Time(nullable: false), ["expiresAt"] = Time(nullable: true),
            },
            ["required"] = new JsonArray(Name, "createdAt"),
        };
        return new(
            new()
            {
                Name = $"list_{Plural}",
                Description = $"Lists your {Nouns.Spoken(Plural)}, a page at a time, with the handles that other tools take. " +
                    "You have to be signed in.",
                InputSchema = Schema(
                    new()
                    {
                        [Cursor] = Text(
                            $"Where the list goes on: the {NextCursor} of the page before. Leave it out to begin.", nullable: true),
                    },
                    []),
                OutputSchema = Schema(
                    new()
                    {
                        [Plural] = new JsonObject { ["type"] = "array", ["items"] = item },
                        [NextCursor] = Text("Where the next page begins; null: this is the last.", nullable: true),
                    },
                    [Plural]),
                Annotations = new() { ReadOnlyHint = true, OpenWorldHint = false },
                Meta = Marked(),
            },
            async (arguments, sessions, cancellationToken) =>
            {
                var page = await sessions.ListAsync<T>(
                    TextOf(arguments, Cursor), cancellationToken: cancellationToken).ConfigureAwait(false);
                var listed = page.Sessions.Select(session => (JsonNode)new JsonObject
                {
                    [Name] = session.Handle, ["createdAt"] = session.CreatedAt, ["expiresAt"] = session.ExpiresAt,
                });
                return Result(new() { [Plural] = new JsonArray([.. listed]), [NextCursor] = page.NextCursor });
            });
    }

    private LifecycleTool End() => new(
        new()
        {
            Name = $"end_{Name}",
            Description = $"Ends {Nouns.WithArticle(Name)} and drops what it holds.",
            InputSchema = Schema(new() { [Name] = Handle() }, [Name]),
            Annotations = new() { DestructiveHint = true, OpenWorldHint = false },
        },
        async (arguments, sessions, cancellationToken) =>
        {
            var handle = TextOf(arguments, Name) ?? throw new SessionHandleException(_kind);
            await sessions.Open<T>(handle).EndAsync(cancellationToken).ConfigureAwait(false);
            return new() { Content = [new TextContentBlock { Text = "Ended." }] };
        });

    private CallToolResult Result(JsonObject content) => new()
    {
        Content = [new TextContentBlock { Text = content.ToJsonString() }],
        StructuredContent = JsonSerializer.SerializeToElement(content),
        Meta = Marked(),
    };

    private JsonObject Marked() => new() { [HandleKey] = _kind };

    private JsonObject Handle() => Text($"The handle of the {Spoken}. {Lifetime}", nullable: false);

    private static string? TextOf(IDictionary<string, JsonElement> arguments, string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonObject Text(string description, bool nullable) =>
        new() { ["type"] = nullable ? new JsonArray("string", "null") : "string", ["description"] = description };

    private static JsonObject Time(bool nullable) =>
        new() { ["type"] = nullable ? new JsonArray("string", "null") : "string", ["format"] = "date-time" };

    private static JsonElement Schema(JsonObject properties, string[] required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        return JsonSerializer.SerializeToElement(schema);
    }
}
