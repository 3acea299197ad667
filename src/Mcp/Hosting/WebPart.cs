using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Mcp;

/// <summary>
/// Finds SessionOrleans.AspNetCore where the application has it. This package has no ASP.NET Core, so that servers over stdio need none,
/// and the checks of requests must not hang on a line of the application that can be forgotten.
/// </summary>
internal static class WebPart
{
    private const string TypeName = "SessionOrleans.AspNetCore.Endpoints.EndpointChecksPart, SessionOrleans.AspNetCore";

    public static void AddTo(IServiceCollection services)
    {
        if (Type.GetType(TypeName) is { } type)
            ((IWebPart)Activator.CreateInstance(type)!).AddTo(services);
    }
}
