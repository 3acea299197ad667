namespace SessionOrleans.Quotas;

/// <summary>What bounds the writes of one who calls an MCP server. The application's own writes have none of it.</summary>
/// <param name="Owner">Whose the sessions are.</param>
/// <param name="MaxValueBytes">The largest value.</param>
/// <param name="Quota">What the silos keep to.</param>
/// <param name="Budget">What this host keeps to.</param>
internal sealed record CallerLimits(string Owner, int MaxValueBytes, WriteQuota Quota, WriteBudget Budget)
{
    public SessionWriteOptions Apply(SessionWriteOptions? options) => (options ?? new()) with { Owner = Owner, Limits = this };

    public void CheckValueBytes(int length, string parameter)
    {
        if (length > MaxValueBytes)
            throw new ArgumentException(
                $"The value has {length:N0} bytes; sessions of tools hold {MaxValueBytes:N0} (SessionToolsOptions.MaxValueBytes). Store " +
                "less, or split it over several sessions; who runs the server may raise the limit.",
                parameter);
    }
}
