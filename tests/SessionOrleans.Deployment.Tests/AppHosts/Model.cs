using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace SessionOrleans.Deployment.AppHosts;

/// <summary>What an AppHost says, without anything of it being run.</summary>
internal static class Model
{
    /// <summary>An AppHost in the folder of the sample, whose projects are named from there.</summary>
    public static IDistributedApplicationBuilder Create(params string[] arguments) => DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions
        {
            Args = arguments,
            AssemblyName = typeof(Model).Assembly.GetName().Name,
            ProjectDirectory = Repository.PathOf("samples/AppHost"),
            DisableDashboard = true,
        });

    /// <summary>The variables that a resource gets. What is known only once it runs is named: <c>{redis.connectionString}</c>.</summary>
    public static async Task<Dictionary<string, string>> VariablesAsync(this IDistributedApplicationBuilder builder, string name)
    {
        var resource = (IResourceWithEnvironment)builder.Resource(name);
        var context = new EnvironmentCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish));
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await callback.Callback(context);
        return context.EnvironmentVariables.ToDictionary(pair => pair.Key, pair => pair.Value switch
        {
            string text => text,
            IManifestExpressionProvider expression => expression.ValueExpression,
            var other => other.ToString()!,
        });
    }

    public static IResource Resource(this IDistributedApplicationBuilder builder, string name) =>
        builder.Resources.Single(resource => resource.Name == name);

    /// <summary>What a resource waits for, by name.</summary>
    public static IEnumerable<string> WaitsOf(this IDistributedApplicationBuilder builder, string name) =>
        builder.Resource(name).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).Distinct().Order();
}
