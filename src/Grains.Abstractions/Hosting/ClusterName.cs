using System.Security.Cryptography;
using System.Text;
using Orleans.Configuration;

namespace SessionOrleans.Hosting;

/// <summary>The name of a prefix's cluster: readable, and different for every prefix.</summary>
internal static class ClusterName
{
    /// <summary>Orleans puts the service's name before its own keys in Redis, so it is the prefix itself.</summary>
    public static void Apply(ClusterOptions options, string prefix) => (options.ServiceId, options.ClusterId) = (prefix, Of(prefix));

    /// <summary>Where a prefix's silos find each other, and clients their silos.</summary>
    public static string MembersKey(string prefix) => prefix + "/members";

    /// <summary>Where the secret of a prefix's cluster lies, unless one is configured.</summary>
    public static string SecretKey(string prefix) => prefix + "a:secret";

    private const int ReadableLength = 40;

    public static string Of(string prefix)
    {
        var readable = new StringBuilder(ReadableLength);
        foreach (var letter in prefix)
        {
            if (readable.Length == ReadableLength)
                break;
            if (char.IsAsciiLetterOrDigit(letter))
                readable.Append(letter);
            else if (readable.Length > 0 && readable[^1] is not '-')
                readable.Append('-');
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prefix)).AsSpan(0, 5));
        return $"{readable.ToString().TrimEnd('-')}-{hash}".TrimStart('-');
    }
}
