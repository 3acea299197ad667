using System.Text.Json;
using System.Text.Json.Serialization;

namespace SessionOrleans.Values;

/// <summary>A type has changed since a session was written. Most of it is shown on one store, by reading as another type.</summary>
public sealed class ChangedTypeTests
{
    private const string Id = "session";

    [Fact]
    public async Task Unreadable_TypeThatGainedARequiredMember_NamesTheMemberAndEachWayOut()
    {
        await using var store = await StoreAsync();
        await store.SetAsync(Id, new Old("en"));

        foreach (var read in ReadsOf<New>(store))
        {
            var error = await Assert.ThrowsAsync<SessionValueException>(read);
            foreach (var wayOut in (string[])["New", "defaults", "SessionStoreOptions.Migrate<New>", "TreatUnreadableAsAbsent", "byte[]"])
                Assert.Contains(wayOut, error.Message, StringComparison.Ordinal);
            Assert.Contains("theme", error.InnerException!.Message, StringComparison.Ordinal);
        }

        Assert.Equal(new Old("en"), (await store.GetAsync<Old>(Id))!.Value);
    }

    [Fact]
    public async Task Unreadable_WithAMigration_IsReadInTheNewForm()
    {
        await using var store = await StoreAsync(options => options.Migrate<New>(json =>
        {
            json["theme"] ??= "light";
            return json;
        }));
        await store.SetAsync(Id, new Old("en"));

        foreach (var read in ReadsOf<New>(store))
            Assert.Equal(new New { Language = "en", Theme = "light" }, await read());
        Assert.Equal("""{"language":"en"}""", await TextAsync(store));

        await store.UpdateAsync<New>(Id, value => value! with { Theme = value.Theme + "er" });

        Assert.Equal(new New { Language = "en", Theme = "lighter" }, (await store.GetAsync<New>(Id))!.Value);
    }

    [Fact]
    public async Task LostWithoutAWord_MemberThatGotAnotherName_IsCarriedOverByAMigration()
    {
        await using var store = await StoreAsync(options => options.Migrate<Renamed>(json =>
        {
            if (json is System.Text.Json.Nodes.JsonObject members && members.Remove("language", out var language))
                members["tongue"] = language;
            return json;
        }));
        await store.SetAsync(Id, new Old("en"));

        Assert.Equal(new Renamed { Tongue = "en" }, (await store.GetAsync<Renamed>(Id))!.Value);

        await store.SetAsync(Id, new Renamed { Tongue = "fr" });
        Assert.Equal(new Renamed { Tongue = "fr" }, (await store.GetAsync<Renamed>(Id))!.Value);
    }

    [Fact]
    public async Task Unreadable_AndTreatedAsAbsent_IsAbsentToReadersAndReplacedByTheNextWrite()
    {
        await using var store = await StoreAsync(options => options.TreatUnreadableAsAbsent = true);
        await store.SetAsync(Id, new Old("en"));
        Assert.Null(await store.GetAsync<New>(Id));
        await using (var held = await store.LockAsync(Id))
            Assert.Null(held.Value<New>());
        Assert.Null(await store.TrySetAsync(Id, new New { Theme = "no" }, WriteCondition.IfAbsent));
        Assert.Equal("""{"language":"en"}""", await TextAsync(store));

        var made = await store.GetOrCreateAsync<New>(Id, _ => new(new New { Theme = "made" }));
        Assert.Equal("made", made.Value.Theme);
        Assert.Equal("made", (await store.GetAsync<New>(Id))!.Value.Theme);

        await store.SetAsync(Id, new Old("en"));
        await store.UpdateAsync<New>(Id, value => value ?? new() { Theme = "anew" });
        Assert.Equal("anew", (await store.GetAsync<New>(Id))!.Value.Theme);
    }

    [Fact]
    public async Task Outdated_ValuesThatAMigrationLetsGo_AreAbsentAloneOfTheirType()
    {
        await using var store = await StoreAsync(options => options.Migrate<New>(json => json["theme"] is null ? null : json));
        await store.SetAsync(Id, new Old("en"));

        Assert.Null(await store.GetAsync<New>(Id));

        await store.SetAsync(Id, new New { Theme = "dark" });
        Assert.Equal("dark", (await store.GetAsync<New>(Id))!.Value.Theme);
    }

    [Fact]
    public async Task FailingMigration_ThoughUnreadableIsAbsent_IsAnErrorAndLosesNothing()
    {
        await using var store = await StoreAsync(options =>
        {
            options.TreatUnreadableAsAbsent = true;
            options.Migrate<New>(_ => throw new FormatException("wrong"));
        });
        await store.SetAsync(Id, new Old("en"));

        var error = await Assert.ThrowsAsync<SessionValueException>(() => store.UpdateAsync<New>(Id, _ => new() { Theme = "no" }));

        Assert.IsType<FormatException>(error.InnerException);
        Assert.Equal("""{"language":"en"}""", await TextAsync(store));
    }

    [Fact]
    public async Task RollingUpdate_ProgramThatDoesNotKnowAMember_DropsItUnlessItKeepsWhatItDoesNotKnow()
    {
        await using var store = await StoreAsync();

        await store.SetAsync(Id, new New { Language = "en", Theme = "dark" });
        await store.UpdateAsync<Old>(Id, value => new("fr"));
        Assert.Equal("""{"language":"fr"}""", await TextAsync(store));

        await store.SetAsync(Id, new New { Language = "en", Theme = "dark" });
        await store.UpdateAsync<Keeping>(Id, value => value! with { Language = "fr" });
        Assert.Equal("""{"language":"fr","theme":"dark"}""", await TextAsync(store));
    }

    [Fact]
    public async Task LostWithoutAWord_ByAChangeThatJsonPasses_IsAsTheDocsSay()
    {
        await using var store = await StoreAsync();
        await store.SetAsync(Id, new New { Language = "en", Theme = "dark" });

        Assert.Null((await store.GetAsync<Added>(Id))!.Value.Size);
        Assert.Null((await store.GetAsync<Renamed>(Id))!.Value.Tongue);
        Assert.Equal("en", (await store.GetAsync<Old>(Id))!.Value.Language);
        await Assert.ThrowsAsync<SessionValueException>(() => store.GetAsync<OfAnotherType>(Id));
    }

    [Fact]
    public void NoOrder_OfTwoMigrationsOfAType_TheyRunAsTheyWereAdded()
    {
        var options = new SessionStoreOptions().Migrate<Old>(json => json["language"] + "a").Migrate<Old>(json => $"{json}b");

        Assert.Equal("xab", $"{options.Migrations[typeof(Old)](JsonSerializer.SerializeToNode(new { language = "x" })!)}");
    }

    [Fact]
    public void Undecryptable_ThoughUnreadableIsAbsent_IsAnError()
    {
        var codec = new ValueCodec(new() { TreatUnreadableAsAbsent = true }, new LostKeys());

        Assert.Throws<SessionValueException>(() => codec.TryDecode<Old>(Id, [1, 2, 3], out _));
    }

    [Fact]
    public void Unreadable_AndTreatedAsAbsentTwice_WarnsOnceOfTheType()
    {
        using var log = new LogBook();
        var codec = new ValueCodec(new() { TreatUnreadableAsAbsent = true }, logger: log);

        Assert.False(codec.TryDecode<New>(Id, "{}"u8.ToArray(), out _));
        Assert.False(codec.TryDecode<New>(Id, "{}"u8.ToArray(), out _));

        Assert.Contains("New", Assert.Single(log.Of(Microsoft.Extensions.Logging.LogLevel.Warning)), StringComparison.Ordinal);
    }

    private static Task<ISessionStore> StoreAsync(Action<SessionStoreOptions>? configure = null)
    {
        var options = new SessionStoreOptions { Prefix = $"changed-{Guid.NewGuid():N}:" };
        configure?.Invoke(options);
        return SessionStoreFactory.CreateMemoryAsync(options);
    }

    /// <summary>Each way to read a value; each is on a session that exists.</summary>
    private static Func<Task<T?>>[] ReadsOf<T>(ISessionStore store)
        where T : class =>
    [
        async () => (await store.GetAsync<T>(Id))?.Value,
        async () => (await store.GetOrCreateAsync<T>(Id, _ => throw new InvalidOperationException("There is one.")))?.Value,
        async () =>
        {
            await using var held = await store.LockAsync(Id);
            return held.Value<T>()?.Value;
        },
    ];

    private static async Task<string> TextAsync(ISessionStore store) =>
        System.Text.Encoding.UTF8.GetString((await store.GetAsync<byte[]>(Id))!.Value);

    private sealed record Old(string Language);

    private sealed record New
    {
        public string Language { get; init; } = "en";

        public required string Theme { get; init; }
    }

    private sealed record Renamed
    {
        public string? Tongue { get; init; }
    }

    private sealed record Added(string Language, string Size);

    private sealed record OfAnotherType(int Language);

    private sealed record Keeping(string Language)
    {
        [JsonExtensionData]
        public IDictionary<string, JsonElement>? Others { get; init; }
    }

    private sealed class LostKeys : IValueProtector
    {
        public byte[] Protect(string id, byte[] value) => value;

        public byte[] Unprotect(string id, byte[] stored) => throw new System.Security.Cryptography.CryptographicException("No key.");
    }
}
