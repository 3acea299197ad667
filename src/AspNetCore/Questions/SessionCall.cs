using ModelContextProtocol.Server;

namespace SessionOrleans.AspNetCore.Questions;

/// <summary>
/// The message of a transport session that is being handled, in the flow of its handling: who asks something meanwhile asks for it.
/// </summary>
/// <param name="Server">The session's server.</param>
/// <param name="Next">Takes another message of the same session.</param>
/// <param name="Key">Where the session is kept; null for one that is not in the store.</param>
internal sealed record SessionCall(McpServer Server, McpMessageHandler Next, string? Key)
{
    private static readonly AsyncLocal<SessionCall?> Entered = new();

    /// <summary>The present call; null outside of calls.</summary>
    public static SessionCall? Current => Entered.Value;

    /// <summary>From here to the end of the calling async method, and in all that it calls, this is the present call.</summary>
    public void Enter() => Entered.Value = this;
}
