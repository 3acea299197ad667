using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionOrleans;
using SessionOrleans.Mcp.Tasks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an MCP server tasks that any host of it can be asked about.</summary>
public static class SessionTasksMcpServerBuilderExtensions
{
    /// <summary>
    /// Runs tool calls as tasks where the client can handle them (<c>io.modelcontextprotocol/tasks</c>, from revision 2026-07-28 on), and
    /// keeps the tasks in the session store. Takes the place of the SDK's <c>WithTasks</c>.
    /// </summary>
    /// <remarks>
    /// <para>A task is in the store before its caller hears of it, and every host answers <c>tasks/get</c>, <c>tasks/update</c> and
    /// <c>tasks/cancel</c> for it: answers to what the tool asked, and cancellation, reach the host that runs the tool. What a task ended
    /// as, it stays. It belongs to the user who called the tool; to all others, and after its time to live, its id is unknown. The id has
    /// 128 random bits: to an anonymous caller it is the key.</para>
    /// <para>The work itself is not moved: when the host that runs it crashes, the task is found failed once the store's lock lease (30
    /// seconds) is over. A result has to fit into a session (<see cref="SessionStoreOptions.MaxValueBytes"/>), else the task fails and says
    /// so.</para>
    /// <para>Implies <c>WithSessionStore()</c>. Calling it again adds options only.</para>
    /// </remarks>
    /// <param name="builder">The server.</param>
    /// <param name="configure">How tasks are kept, and which calls become tasks.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithSessionStoreTasks(this IMcpServerBuilder builder, Action<SessionTaskOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.WithSessionStore().Services;

        services.TryAddSingleton<TaskRunner>();
        services.TryAddSingleton<TaskStore>();
        services.TryAddSingleton<SessionTasks>();
        services.TryAddSingleton<TaskQuestions>();
        services.TryAddSingleton<TaskCalls>();
        services.TryAddSingleton<TaskListening>();
        services.TryAddSingleton<TaskRequests>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<McpServerOptions>, SessionTasksSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SessionTaskOptions>, SessionTaskOptionsValidator>());
        services.AddOptions<SessionTaskOptions>().ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        return builder;
    }
}
