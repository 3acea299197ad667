using System.Text.Json.Serialization;

namespace SessionOrleans.Mcp.Tests.Binding;

/// <summary>What an application generates for its tools: it knows their plain arguments and results, and no type of ours.</summary>
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class PlainJson : JsonSerializerContext;
