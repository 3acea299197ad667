using System.Collections.Concurrent;
using Orleans.Runtime;

namespace SessionOrleans.Cluster;

/// <summary>Silos that write down what comes along with the calls of stores.</summary>
public sealed class ContextFixture : ClusterFixture
{
    /// <summary>The names of what came along, and <c>call</c> for each call.</summary>
    internal ConcurrentQueue<string> Heard { get; } = [];

    protected override void Configure(ISiloBuilder silo) => silo.AddIncomingGrainCallFilter(context =>
    {
        if (context.InterfaceName.StartsWith("SessionOrleans.", StringComparison.Ordinal))
        {
            foreach (var name in RequestContext.Keys.Prepend("call"))
                Heard.Enqueue(name);
        }

        return context.Invoke();
    });
}
