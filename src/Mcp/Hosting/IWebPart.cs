using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Mcp;

/// <summary>What a package adds to every MCP server of an application that has it.</summary>
internal interface IWebPart
{
    void AddTo(IServiceCollection services);
}
