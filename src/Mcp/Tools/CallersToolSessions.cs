namespace SessionOrleans.Mcp;

/// <summary>The tool sessions of whoever makes the present call.</summary>
internal sealed class CallersToolSessions : IToolSessions
{
    private static ToolSessions Present => new(ToolCall.Required.Store, ToolCall.Required.User);

    public Task<ToolSession<T>> CreateAsync<T>(T value, SessionWriteOptions? options, CancellationToken cancellationToken)
        where T : class => Present.CreateAsync(value, options, cancellationToken);

    public ToolSession<T> Open<T>(string handle)
        where T : class => Present.Open<T>(handle);

    public Task<ToolSessionPage> ListAsync<T>(string? cursor, int pageSize, CancellationToken cancellationToken)
        where T : class => Present.ListAsync<T>(cursor, pageSize, cancellationToken);
}
