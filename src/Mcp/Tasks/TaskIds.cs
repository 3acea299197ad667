using System.Buffers.Text;
using System.Security.Cryptography;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>
/// Ids of tasks: 128 random bits. A task is stored under a hash of its id and its owner, so that nobody else's requests can lead to it, and
/// the id, which is an anonymous caller's only key, is written nowhere.
/// </summary>
internal static class TaskIds
{
    private const int RandomBytes = 16;

    /// <summary>Ours have 22 characters; what is far longer is not worth hashing.</summary>
    private const int MaxLength = 128;

    public static string Create()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }

    /// <summary>Where the task is stored; null for what is no id of ours.</summary>
    public static string? ToSessionId(string? taskId, string? owner) =>
        taskId is { Length: > 0 and <= MaxLength } && SessionLimits.FindHalf(taskId) is null
            ? ReservedIds.McpTask + HashedId.Of(owner, taskId)
            : null;
}
