using System.Text.Json;

namespace SessionOrleans.AspNetCore.SessionMessages;

/// <summary>The latest messages to a client that belong to no call, as they are stored. Pure.</summary>
/// <param name="Reader">Whose stream has them now: the latest that was opened.</param>
/// <param name="Next">The number of the next message.</param>
/// <param name="Messages">The latest ones, in order; the last is the one before <paramref name="Next"/>.</param>
internal sealed record OutboxRecord(string Reader, long Next, IReadOnlyList<string> Messages)
{
    private const int MaxMessages = 256;
    private const int MaxCharacters = 256 * 1024;

    public static OutboxRecord Parse(byte[] stored) =>
        JsonSerializer.Deserialize<OutboxRecord>(stored) ?? throw new SessionValueException("What is stored is no outbox.");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>With one message more. The oldest go where they are too many.</summary>
    public OutboxRecord Add(string message)
    {
        var messages = new LinkedList<string>(Messages);
        messages.AddLast(message);
        var length = messages.Sum(kept => kept.Length);
        while (messages.Count > MaxMessages || (length > MaxCharacters && messages.Count > 1))
        {
            length -= messages.First!.Value.Length;
            messages.RemoveFirst();
        }

        return this with { Next = Next + 1, Messages = [.. messages] };
    }

    /// <summary>The messages from a number on, with their numbers; from the oldest one that is kept, if that is later.</summary>
    public IEnumerable<(long Number, string Message)> From(long number)
    {
        var first = Next - Messages.Count;
        for (var i = Math.Max(number, first); i < Next; i++)
            yield return (i, Messages[(int)(i - first)]);
    }
}
