using Microsoft.Extensions.Hosting;
using SessionOrleans.Mcp.Tasks;

namespace SessionOrleans.Mcp.Subscriptions;

/// <summary>Lets a server answer <c>subscriptions/listen</c>.</summary>
internal sealed class SessionSubscriptionsSetup(
    ISessionStore store, IOptions<SessionSubscriptionOptions> options, IEnumerable<ISignInEnd> signIns, TimeProvider? time = null,
    IHostApplicationLifetime? lifetime = null, TaskListening? tasks = null,
    IResourceSubscriptions? older = null) : IPostConfigureOptions<McpServerOptions>
{
    private readonly CallerSlots _streams = new(() => options.Value.StreamLimits);
    private readonly OwnSessions _store = new(store);

    public void PostConfigure(string? name, McpServerOptions server)
    {
        server.Handlers.SubscriptionsListenHandler ??= ListenAsync;
        QuietListeners.AddTo(server);
        if (!HasResources(server))
            return;

        ((server.Capabilities ??= new()).Resources ??= new()).Subscribe = true;

        var subscriptions = new OlderSubscriptions(options, older);
        server.Handlers.SubscribeToResourcesHandler ??= subscriptions.SubscribeAsync;
        server.Handlers.UnsubscribeFromResourcesHandler ??= subscriptions.UnsubscribeAsync;
    }

    private static bool HasResources(McpServerOptions server) =>
        server.ResourceCollection is not null || server.Capabilities?.Resources is not null
        || server.Handlers.ListResourcesHandler is not null || server.Handlers.ReadResourceHandler is not null;

    private async ValueTask<EmptyResult> ListenAsync(
        RequestContext<SubscriptionsListenRequestParams> context, CancellationToken cancellationToken)
    {
        cancellationToken = QuietListeners.TokenOf(context, cancellationToken);
        ListenRefusals.ThrowIfTooLarge(context.JsonRpcRequest, options.Value);
        var user = ToolCall.Required.User;
        await AdmitAsync(user, cancellationToken);
        using var slot = _streams.TryTake(user.Owner, out var reached) ?? throw ListenRefusals.NoSlot(reached, options.Value);
        var clock = time ?? TimeProvider.System;
        var lasts = StreamLife.Of(context.User, signIns, options.Value.MaxStreamLifetime, clock);
        using var life = lasts > TimeSpan.Zero ? new CancellationTokenSource(lasts, clock) : throw ListenRefusals.SignInOver();

        var server = context.Server.ServerOptions;
        var granted = await GrantAsync(context, server, cancellationToken);
        var taskIds = await GrantTasksAsync(context.JsonRpcRequest, user.Owner, cancellationToken);
        var stream = new ListenStream(context, (id, stop) => tasks!.ReadAsync(id, user.Owner, stop));
        var listening = new List<IAsyncDisposable>();
        try
        {
            if (user.Owner is { } owner)
            {
                listening.Add(await _store.ListenAsync(ReservedIds.UserRevoked, EndFor(owner, stream), cancellationToken));

                // Once more: the user may have been revoked before this listened for it.
                await AdmitAsync(user, cancellationToken);
            }

            var topics = TopicsOf(granted, user.Owner).ToList();
            foreach (var (topic, change) in topics)
                listening.Add(await _store.ListenAsync(topic, _ => stream.Add(change), cancellationToken));
            foreach (var taskId in taskIds)
                listening.Add(await tasks!.ListenAsync(taskId, user.Owner, () => AddTask(stream, taskId), cancellationToken));
            using var own = new OwnCollections(server, granted, stream.Add);

            // From here on nothing is missed, so the client may now be told. How its tasks stand it has to hear once: one may have ended.
            await stream.AcknowledgeAsync(granted, taskIds, cancellationToken);
            foreach (var taskId in taskIds)
                AddTask(stream, taskId);
            if (listening.Count > 0)
            {
                using var stopping = lifetime?.ApplicationStopping.Register(stream.Complete);
                using var over = life.Token.Register(stream.Complete);
                await stream.SendAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            foreach (var topic in listening)
                await topic.DisposeAsync();
        }

        return new();
    }

    private async ValueTask<SubscriptionsListenNotifications> GrantAsync(
        RequestContext<SubscriptionsListenRequestParams> context, McpServerOptions server, CancellationToken cancellationToken)
    {
        var asked = context.Params.Notifications;
        var resources = new List<string>();
        if (HasResources(server))
        {
            var uris = (asked.ResourceSubscriptions ?? []).Where(uri => uri is { Length: > 0 }).ToHashSet(StringComparer.Ordinal);
            ListenRefusals.ThrowIfTooMany(uris, options.Value);
            foreach (var uri in uris)
            {
                if (await options.Value.MayListen(context, uri, cancellationToken))
                    resources.Add(uri);
            }
        }

        return new()
        {
            ToolsListChanged = asked.ToolsListChanged is true && ServerLists.HasTools(server) ? true : null,
            PromptsListChanged = asked.PromptsListChanged is true && ServerLists.HasPrompts(server) ? true : null,
            ResourcesListChanged = asked.ResourcesListChanged is true && ServerLists.HasResources(server) ? true : null,
            ResourceSubscriptions = resources.Count > 0 ? resources : null,
        };
    }

    /// <summary>The caller's own of the tasks that the request names.</summary>
    private async Task<IReadOnlyList<string>> GrantTasksAsync(JsonRpcRequest request, string? owner, CancellationToken cancellationToken)
    {
        if (tasks is null)
            return [];
        var granted = new List<string>();
        var named = TaskListening.NamedBy(request);
        ListenRefusals.ThrowIfTooManyTasks(named, options.Value);
        foreach (var taskId in named)
        {
            if (await tasks.ReadAsync(taskId, owner, cancellationToken) is not null)
                granted.Add(taskId);
        }

        return granted;
    }

    private static void AddTask(ListenStream stream, string taskId)
    {
        foreach (var method in TaskListening.Notifications)
            stream.Add(Change.Task(method, taskId));
    }

    /// <summary>Where news may have been missed, the client comes again, and is looked at then.</summary>
    private static Action<string?> EndFor(string owner, ListenStream stream) => revoked =>
    {
        if (revoked is null || revoked == owner)
            stream.Complete();
    };

    private async Task AdmitAsync(SessionUser user, CancellationToken cancellationToken)
    {
        try
        {
            await UserBarrier.AdmitAsync(store, user, cancellationToken);
        }
        catch (SessionStoreException refusal)
        {
            throw new McpException(refusal.Message, refusal);
        }
    }

    private static IEnumerable<(string Topic, Change Change)> TopicsOf(SubscriptionsListenNotifications granted, string? owner)
    {
        foreach (var list in ServerLists.TopicsOf(
            granted.ToolsListChanged is true, granted.PromptsListChanged is true, granted.ResourcesListChanged is true))
            yield return list;

        foreach (var uri in granted.ResourceSubscriptions ?? [])
        {
            yield return (ChangeTopics.ResourceForAll(uri), Change.Resource(uri));
            yield return (ChangeTopics.Resource(uri, owner), Change.Resource(uri));
        }
    }
}
