using Xunit;

namespace SessionOrleans.Harness;

/// <summary>Looks for a secret, and for parts of it, where none may be.</summary>
public static class Secret
{
    private const int PartLength = 3;

    public static void AssertAbsent(string secret, string text)
    {
        for (var begin = 0; begin + PartLength <= secret.Length; begin++)
            Assert.DoesNotContain(secret.Substring(begin, PartLength), text, StringComparison.Ordinal);
    }
}
