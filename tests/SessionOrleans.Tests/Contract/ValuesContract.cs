using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SessionOrleans.Contract;

/// <summary>What is written comes back whole, or is refused before anything is written.</summary>
public abstract class ValuesContract(StoreFixture fixture) : StoreContract(fixture)
{
    private enum Flag : byte
    {
        A,
        B,
    }

    [Fact]
    public async Task RawByCast_ArraysOfByteSize_ComeBackAsWritten()
    {
        await ComesBackAsync(new[] { Flag.A, Flag.B });
        await ComesBackAsync(new sbyte[] { -1, 2 });
        await ComesBackAsync(new[] { true, false });
        await ComesBackAsync(new byte[] { 1, 255 });
        await ComesBackAsync(new List<byte> { 1, 255 });
        await ComesBackAsync<object>(new byte[] { 1 }, "\"AQ==\"");
    }

    [Fact]
    public async Task Unreadable_ConstructorThatJsonCannotCall_IsRefusedBeforeAnythingIsWritten()
    {
        await IsRefusedAsync(new Basket(["a"]), "Basket", "[JsonConstructor]");
        await IsRefusedAsync(new List<Basket>(), "Basket", "[JsonConstructor]");
        await IsRefusedAsync<IComparable<Basket>>(new Basket([]), "[JsonDerivedType]");
        await IsRefusedAsync(new Stack<int>([1, 2]), "reverse");
    }

    [Fact]
    public async Task Unreadable_FunctionOfAnUpdate_WritesNothing()
    {
        var id = NewId();
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.UpdateAsync<Basket>(id, _ => new(["a"])));
        Assert.Contains("Basket", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Store.GetInfoAsync(id));
    }

    [Fact]
    public async Task Lost_MembersThatAreNotWrittenOrNotRead_AreRefusedAndNamed()
    {
        await IsRefusedAsync((42, "x"), "value tuple", "record", "IncludeFields");
        await IsRefusedAsync(new Dictionary<string, (int, int)>(), "value tuple");
        await IsRefusedAsync(new GetOnly(), "GetOnly.Skus", "init", "Populate", "[JsonIgnore]");
        await IsRefusedAsync(new Wrapped(), "Wrapped.Skus");
        await IsRefusedAsync(new Field(), "Field.Count", "[JsonInclude]");
        await IsRefusedAsync(new PrivateSetter("a"), "PrivateSetter.Name", "[JsonInclude]");
        await IsRefusedAsync(new NamedList(), "NamedList.Name");
        await IsRefusedAsync<Animal>(new Dog { Name = "a", Tricks = 2 }, "Dog", "tricks", "[JsonDerivedType]");
        await IsRefusedAsync(new System.Numerics.BigInteger(7), "BigInteger");
    }

    [Fact]
    public async Task FalseAlarm_TypesThatComeBack_AreWritten()
    {
        await ComesBackAsync(new Cart("a", 1));
        await ComesBackAsync(new { A = 1, B = "x" });
        await ComesBackAsync(new Computed { Items = [1, 5] });
        await ComesBackAsync(new ByConstructor("a", ["x"]));
        await ComesBackAsync(new Populated { Skus = { "a" } });
        await ComesBackAsync(new Ignoring { Name = "a" });
        await ComesBackAsync<Shape>(new Circle { Radius = 2 });
        await ComesBackAsync(ImmutableDictionary<string, Cart>.Empty.Add("a", new("b", 2)));
        await ComesBackAsync<IReadOnlyList<Cart>>([new("a", 1)]);
        await ComesBackAsync(JsonSerializer.SerializeToElement(new { A = 1 }));
        await ComesBackAsync(new Dictionary<string, object> { ["a"] = 1, ["b"] = "x" });
        await ComesBackAsync<Animal>(new() { Name = "a" });
        await ComesBackAsync<int?>(5);
        await ComesBackAsync(Tuple.Create(1, "x"));
    }

    [Fact]
    public async Task Lost_FieldsThatTheSerializerIsToldOf_AreWritten()
    {
        var store = await Fixture.OpenAsync(options => options.SerializerOptions.IncludeFields = true);
        var id = NewId();
        await store.SetAsync(id, (42, "x"));
        Assert.Equal((42, "x"), (await store.GetAsync<(int, string)>(id))!.Value);
    }

    [Fact]
    public async Task FrozenSerializer_ConverterThatIsAdded_IsUsed()
    {
        var store = await Fixture.OpenAsync(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        var id = NewId();
        await store.SetAsync(id, Flag.B);
        Assert.Equal("\"B\""u8.ToArray(), (await store.GetAsync<byte[]>(id))!.Value);
    }

    private async Task ComesBackAsync<T>(T value, string? json = null)
    {
        var id = NewId();
        await Store.SetAsync(id, value);
        var back = (await Store.GetAsync<T>(id))!.Value;
        Assert.Equal(json ?? JsonSerializer.Serialize(value), JsonSerializer.Serialize(back));
    }

    private async Task IsRefusedAsync<T>(T value, params string[] named)
    {
        var id = NewId();
        Func<Task>[] writes =
        [
            () => Store.SetAsync(id, value), () => Store.TrySetAsync(id, value, WriteCondition.IfAbsent),
            () => Store.GetOrCreateAsync(id, _ => ValueTask.FromResult(value)), () => Store.SetAsync(id, value),
        ];
        foreach (var write in writes)
        {
            var refused = await Assert.ThrowsAnyAsync<ArgumentException>(write);
            Assert.All([.. named, "nothing was written"], words => Assert.Contains(words, refused.Message, StringComparison.Ordinal));
        }

        Assert.Null(await Store.GetInfoAsync(id));
    }

    private sealed class Basket(IEnumerable<string> skus) : IComparable<Basket>
    {
        public IReadOnlyList<string> Items { get; } = [.. skus];

        public int CompareTo(Basket? other) => 0;
    }

    private sealed class GetOnly
    {
        public List<string> Skus { get; } = [];
    }

    private sealed class Wrapped
    {
        private readonly List<string> _skus = ["a"];

        public IReadOnlyList<string> Skus => _skus;
    }

    private sealed class Field
    {
#pragma warning disable CA1051, SA1401 // The field is what this is about.
        public int Count = 1;
#pragma warning restore CA1051, SA1401
    }

    private sealed class PrivateSetter
    {
        public PrivateSetter()
        {
        }

        public PrivateSetter(string name) => Name = name;

        public string? Name { get; private set; }
    }

    private sealed class NamedList : List<string>
    {
        public string? Name { get; set; }
    }

    private class Animal
    {
        public string? Name { get; set; }
    }

    private sealed class Dog : Animal
    {
        public int Tricks { get; set; }
    }

    private sealed class Computed
    {
        public List<int> Items { get; set; } = [];

        public int Count => Items.Count;

        public string Kind { get; } = "computed";

        public IEnumerable<int> Large => Items.Where(item => item > 3);

        public Cart First => new("first", Items[0]);
    }

    [method: JsonConstructor]
    private sealed class ByConstructor(string name, IReadOnlyList<string> tags)
    {
        public ByConstructor(string name)
            : this(name, [])
        {
        }

        public string Name { get; } = name;

        public IReadOnlyList<string> Tags { get; } = tags;
    }

    private sealed class Populated
    {
        [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
        public List<string> Skus { get; } = [];
    }

    private sealed class Ignoring
    {
        public string? Name { get; set; }

        [JsonIgnore]
        public List<string> Cache { get; } = ["a"];
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    private abstract class Shape;

    private sealed class Circle : Shape
    {
        public int Radius { get; set; }
    }
}
