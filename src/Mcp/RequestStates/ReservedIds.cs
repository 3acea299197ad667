using System.Buffers.Text;

namespace SessionOrleans.Mcp;

/// <summary>Where the store keeps what belongs to no tool. Kinds begin with a letter, so no handle reaches these.</summary>
internal static class ReservedIds
{
    /// <summary>The keys that an application's data protection keeps in the store.</summary>
    public const string DataProtectionKeys = "dp:keys";

    /// <summary>The keys that request states are sealed with, unless the application keeps its keys elsewhere.</summary>
    public const string RequestStateKeys = "~request-state~keys";

    /// <summary>That a request state was used.</summary>
    public static string Used(ReadOnlySpan<byte> id) => $"~request-state~used~{Base64Url.EncodeToString(id)}";

    /// <summary>A request state that is too large to travel.</summary>
    public static string Kept(ReadOnlySpan<byte> id) => $"~request-state~kept~{Base64Url.EncodeToString(id)}";
}
