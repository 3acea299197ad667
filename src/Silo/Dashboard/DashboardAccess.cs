namespace SessionOrleans.Dashboard;

/// <summary>Who may look at the Orleans dashboard, from the section <c>SessionStore:Dashboard</c>.</summary>
internal sealed record DashboardAccess(bool IsOn, string? Token)
{
    /// <summary>What cannot be guessed within its life.</summary>
    public const int ShortestToken = 16;

    private const string TokenSetting = "SessionStore:Dashboard:Token";

    /// <summary>On in Development, for this machine alone; elsewhere where a token is set. Where one is set, it is asked for.</summary>
    /// <exception cref="SessionStoreException">The token is too short.</exception>
    public static DashboardAccess From(IConfiguration configuration, IHostEnvironment environment)
    {
        var token = configuration[TokenSetting];
        if (string.IsNullOrWhiteSpace(token))
            return new(environment.IsDevelopment(), Token: null);
        return token.Length >= ShortestToken
            ? new(IsOn: true, token)
            : throw new SessionStoreException(
                $"{TokenSetting} has {token.Length} characters. Give it at least {ShortestToken}, such as 32 random ones; or none, for " +
                "no dashboard outside of Development.");
    }
}
