using Microsoft.Extensions.DependencyInjection;

namespace SessionOrleans.Surface;

/// <summary>
/// The public surface, in docs/public-api.txt: small enough to read at once, and changed only on purpose. Where a change is meant, run the
/// tests with UPDATE_PUBLIC_API=1 and commit the file.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfTheLibraries_IsAsWrittenDown()
    {
        Type[] anchors =
        [
            typeof(SessionStoreOptions), typeof(ISessionStore), typeof(RedisProbe), typeof(SessionStoreFactory), typeof(IToolSessions),
            typeof(SessionStoreDistributedCacheServiceCollectionExtensions),
        ];
        var api = string.Join('\n', anchors.Select(anchor => $"# {anchor.Assembly.GetName().Name}\n\n{PublicApi.Of(anchor.Assembly)}"));
        var file = Repository.PathOf("docs/public-api.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
            File.WriteAllText(file, api);
        Assert.Equal(File.ReadAllText(file), api);
    }
}
