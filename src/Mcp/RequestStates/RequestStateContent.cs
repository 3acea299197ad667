using System.Buffers.Binary;

namespace SessionOrleans.Mcp;

/// <summary>What a tool keeps between two calls, and what it asked: <c>length of the questions, questions, state</c>. Pure.</summary>
/// <param name="State">The tool's state, as JSON.</param>
/// <param name="Asked">The questions, by their keys.</param>
internal sealed record RequestStateContent(byte[] State, IReadOnlyDictionary<string, AskedQuestion> Asked)
{
    /// <summary>Null for what another version wrote.</summary>
    public static RequestStateContent? Read(byte[] bytes)
    {
        if (bytes.Length < sizeof(int))
            return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (length < 0 || length > bytes.Length - sizeof(int))
            return null;
        try
        {
            var asked = JsonSerializer.Deserialize<Dictionary<string, AskedQuestion>>(bytes.AsSpan(sizeof(int), length));
            return asked is null ? null : new(bytes[(sizeof(int) + length)..], asked);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write()
    {
        var asked = JsonSerializer.SerializeToUtf8Bytes(Asked);
        var bytes = new byte[sizeof(int) + asked.Length + State.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, asked.Length);
        asked.CopyTo(bytes, sizeof(int));
        State.CopyTo(bytes, sizeof(int) + asked.Length);
        return bytes;
    }
}
