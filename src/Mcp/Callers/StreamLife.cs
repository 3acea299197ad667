using System.Security.Claims;
using SessionOrleans.Configuration;

namespace SessionOrleans.Mcp;

/// <summary>How long a stream to a caller may last.</summary>
internal static class StreamLife
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// Until the caller's sign-in ends, or as long as <paramref name="most"/>, whichever comes first: nobody hears of anything once the
    /// sign-in is over. Zero where it is over.
    /// </summary>
    public static TimeSpan Of(ClaimsPrincipal? caller, IEnumerable<ISignInEnd> signIns, TimeSpan most, TimeProvider time)
    {
        if (signIns.Select(signIn => signIn.Of(caller)).Min() - time.GetUtcNow() is not { } signedIn || signedIn > most)
            return most;
        return signedIn > TimeSpan.Zero ? signedIn : TimeSpan.Zero;
    }

    /// <summary>Checks the option that says how long a stream lasts at most.</summary>
    public static void Require<T>(OptionChecks<T> checks, string option, TimeSpan life) =>
        checks.Require(option, life >= Shortest && life <= Longest, $"is {life}. Set it to between one second and one day.");
}
