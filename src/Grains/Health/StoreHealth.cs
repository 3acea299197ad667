using System.Globalization;
using SessionOrleans.Quotas;

namespace SessionOrleans.Health;

/// <summary>How well a silo's storage is: whether it answers, takes writes, and has room. Thread-safe; one a silo.</summary>
internal sealed class StoreHealth(ObservedSessionStorage storage, MemoryWatch memory)
{
    public async ValueTask<HealthReply> CheckAsync()
    {
        try
        {
            return new(Answers: true, await storage.CheckWritesAsync().ConfigureAwait(false) is { } refusal
                ? string.Create(CultureInfo.InvariantCulture, $"Writes are refused since {refusal.Since:HH:mm:ss} UTC. {refusal.Reason}")
                : memory.Trouble);
        }
        catch (SessionStorageException)
        {
            return new(Answers: false, Trouble: null);
        }
    }
}
