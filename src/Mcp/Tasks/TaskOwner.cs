namespace SessionOrleans.Mcp.Tasks;

/// <summary>Whose tasks are meant: those of the present call's user.</summary>
internal static class TaskOwner
{
    /// <summary>The signed-in user as an owner in the store; null for an anonymous caller, and outside of calls.</summary>
    public static string? Current => ToolCall.Current?.User.Owner;
}
