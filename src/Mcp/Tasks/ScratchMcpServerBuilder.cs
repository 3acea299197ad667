using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Mcp.Tasks;

/// <summary>Collects what the SDK would register.</summary>
internal sealed class ScratchMcpServerBuilder : IMcpServerBuilder
{
    public IServiceCollection Services { get; } = new ServiceCollection();
}
