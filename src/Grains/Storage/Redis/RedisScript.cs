using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace SessionOrleans.Storage;

/// <summary>A script that answers a number, asked for by its hash. Thread-safe.</summary>
internal sealed class RedisScript(string text)
{
    // Redis names scripts by their SHA-1; nothing rests on its strength.
#pragma warning disable CA5350
    private readonly byte[] _hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350

    /// <summary>Runs it once; where Redis does not know it (any more), loads it and runs it then.</summary>
    public async Task<long> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return (long)await database.ScriptEvaluateAsync(_hash, keys, arguments, RedisLink.OnPrimary).ConfigureAwait(false);
        }
        catch (RedisServerException fault) when (RedisTrouble.IsUnknownScript(fault))
        {
            return (long)await database.ScriptEvaluateAsync(text, keys, arguments, RedisLink.OnPrimary).ConfigureAwait(false);
        }
    }
}
