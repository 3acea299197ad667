using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SessionOrleans.Deployment;

public sealed partial class ComposeTests
{
    public static TheoryData<string> Ours =>
        [.. ComposeFile.Services.Keys.Where(name => ComposeFile.DockerfileOf(ComposeFile.Services[name]) is not null)];

    [Fact]
    public void Compose_Services_AreRedisTwoSilosTwoHostsAndAProxy() => Assert.Equal(
        ["mcp-1", "mcp-2", "proxy", "redis", "silo-1", "silo-2"], ComposeFile.Services.Keys.Order());

    [Fact]
    public void Compose_Containers_AreConfined() => Assert.All(ComposeFile.Services.Values, service =>
    {
        Assert.Equal("true", service["read_only"]);
        Assert.Equal(["ALL"], (List<object>)service["cap_drop"]);
        Assert.Equal(["no-new-privileges:true"], (List<object>)service["security_opt"]);
        Assert.Contains("mem_limit", service.Keys);
        if (service.TryGetValue("image", out var image))
            Assert.Matches(@":\d+\.\d+-", (string)image);
    });

    [Fact]
    public void Compose_Ports_AreTheProxysOnLoopbackAlone() => Assert.Equal(
        [("proxy", "127.0.0.1:3001:3001")],
        ComposeFile.Services.Where(service => service.Value.ContainsKey("ports"))
            .SelectMany(service => ((List<object>)service.Value["ports"]).Select(port => (service.Key, (string)port))));

    [Fact]
    public void Proxy_LimitsRequestsConnectionsAndSizes()
    {
        var proxy = File.ReadAllText(Repository.PathOf("deploy/nginx.conf"));
        Assert.All(
            ["limit_req zone=", "limit_conn connections", "client_max_body_size"],
            limit => Assert.Contains(limit, proxy, StringComparison.Ordinal));
    }

    /// <summary>Redis and silos do not need it, and what they do not have they cannot lose.</summary>
    [Fact]
    public void Compose_SecretOfTheKeys_IsTheHostsAloneAndHasNoDefault()
    {
        var having = ComposeFile.Services.Where(service =>
            service.Value.ContainsKey("environment") && ComposeFile.EnvironmentOf(service.Value).ContainsKey("SessionStore__KeySecret"));

        Assert.Equal(["mcp-1", "mcp-2"], having.Select(service => service.Key).Order());
        Assert.All(having, service => Assert.StartsWith(
            "${KEY_SECRET:?", ComposeFile.EnvironmentOf(service.Value)["SessionStore__KeySecret"], StringComparison.Ordinal));
    }

    [Fact]
    public void Compose_Paths_Exist()
    {
        foreach (var service in ComposeFile.Services.Values)
        {
            if (ComposeFile.DockerfileOf(service) is { } dockerfile)
                Assert.True(File.Exists(Repository.PathOf(dockerfile)), dockerfile);
            foreach (var volume in service.TryGetValue("volumes", out var volumes) ? ((List<object>)volumes).Cast<string>() : [])
            {
                var source = volume.Split(':')[0];
                Assert.True(!source.StartsWith('.') || File.Exists(Repository.PathOf(source)), source);
            }
        }
    }

    [Fact]
    public void Compose_DependsOn_NamesServices() => Assert.All(
        ComposeFile.Services.Values.Where(service => service.ContainsKey("depends_on")).SelectMany(service => service["depends_on"] switch
        {
            List<object> names => names.Cast<string>(),
            var conditions => ((Dictionary<object, object>)conditions).Keys.Cast<string>(),
        }),
        name => Assert.Contains(name, ComposeFile.Services.Keys));

    [Theory]
    [MemberData(nameof(Ours))]
    public void Compose_Variables_BindToOptionsAndAreValid(string name)
    {
        var environment = ComposeFile.EnvironmentOf(ComposeFile.Services[name]);
        var properties = typeof(SessionStoreOptions).GetProperties().Select(property => property.Name).ToArray();
        Assert.All(environment.Keys, key => Assert.True(
            key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || (
                key.StartsWith("SessionStore__", StringComparison.Ordinal) && properties.Contains(key["SessionStore__".Length..])), key));

        var settings = environment.ToDictionary(
            pair => pair.Key.Replace("__", ":", StringComparison.Ordinal),
            pair => (string?)ComposeFile.WithPassword(pair.Value, "secret"));
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSessionStore()
            .BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<SessionStoreOptions>>().Value;
        Assert.Equal((SessionBackend.Redis, "redis://sessions:secret@redis:6379"), (options.Backend, options.RedisUrl));
        Assert.Equal(
            name.StartsWith("mcp", StringComparison.Ordinal) ? SessionStoreHosting.Client : SessionStoreHosting.Embedded, options.Hosting);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void Dockerfile_OfAService_RunsWhatItsProjectBuildsAndNotAsRoot(string name)
    {
        var dockerfile = File.ReadAllText(Repository.PathOf(ComposeFile.DockerfileOf(ComposeFile.Services[name])!));
        Assert.Matches(@"(?m)^USER \$APP_UID$", dockerfile);

        var project =
            System.IO.Directory.GetFiles(Repository.PathOf(PublishedProject().Match(dockerfile).Groups[1].Value), "*.csproj").Single();
        var assembly = XDocument.Load(project).Descendants("AssemblyName").SingleOrDefault()?.Value
            ?? Path.GetFileNameWithoutExtension(project);
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"{assembly}.dll\"]", dockerfile, StringComparison.Ordinal);

        var environment = ComposeFile.EnvironmentOf(ComposeFile.Services[name]);
        var exposed = ExposedPorts().Match(dockerfile).Groups[1].Value.Split(' ');
        Assert.Contains(new Uri(environment["ASPNETCORE_URLS"].Replace('+', 'x')).Port.ToString(provider: null), exposed);
        Assert.All(
            environment.Where(pair => pair.Key.EndsWith("Port", StringComparison.Ordinal)), pair => Assert.Contains(pair.Value, exposed));
    }

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex PublishedProject();

    [GeneratedRegex(@"(?m)^EXPOSE (.+)$")]
    private static partial Regex ExposedPorts();
}
