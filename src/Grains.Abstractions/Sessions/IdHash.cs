using System.IO.Hashing;
using System.Text;

namespace SessionOrleans.Sessions;

/// <summary>What logs carry instead of an id: enough to follow one session, nothing to find it by.</summary>
internal static class IdHash
{
    public static string Of(string id) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(id)).ToString("x16", null)[..8];
}
