using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace SessionOrleans.AspNetCore.Tests.Caching;

/// <summary>ASP.NET Core's own session middleware on two hosts, whose keys are shared as well, on whichever backend.</summary>
public abstract class AspNetSessionTests(Cluster cluster)
{
    [Theory]
    [InlineData("")]
    [InlineData("/loaded")]
    public async Task Session_BegunOnOneHost_GoesOnOnTheOther(string how)
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });

        // One browser, whose cookies do not know of ports.
        Assert.Equal("1", await browser.GetStringAsync(new Uri(one.Url, $"/count{how}")));
        Assert.Equal("2", await browser.GetStringAsync(new Uri(other.Url, $"/count{how}")));
        Assert.Equal("3", await browser.GetStringAsync(new Uri(one.Url, $"/count{how}")));

        using var another = new HttpClient();
        Assert.Equal("1", await another.GetStringAsync(new Uri(other.Url, $"/count{how}")));
    }

    [Fact]
    public async Task Session_ItsHostIsGone_GoesOnOnTheOtherAndEndsForBoth()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() });
        Assert.Equal("1", await browser.GetStringAsync(new Uri(one.Url, "/count")));

        await one.DisposeAsync();
        Assert.Equal("2", await browser.GetStringAsync(new Uri(other.Url, "/count")));

        Assert.Equal("", await browser.GetStringAsync(new Uri(other.Url, "/clear")));
        await using var third = await StartAsync();
        Assert.Equal("1", await browser.GetStringAsync(new Uri(third.Url, "/count")));
    }

    private Task<WebHost> StartAsync() => WebHost.StartAsync(
        cluster,
        services =>
        {
            services.AddSessionStoreDistributedCache().AddSessionStoreDistributedCache();
            services.AddDataProtection().SetApplicationName("tests").PersistKeysToSessionStore();
            services.AddSession();
        },
        app =>
        {
            app.UseSession();
            app.MapGet("/count", (HttpContext context) => Count(context));
            app.MapGet("/clear", (HttpContext context) => context.Session.Clear());
            app.MapGet("/count/loaded", async (HttpContext context) =>
            {
                await context.Session.LoadAsync();
                return Count(context);
            });
        });

    private static string Count(HttpContext context)
    {
        var count = (context.Session.GetInt32("count") ?? 0) + 1;
        context.Session.SetInt32("count", count);
        return $"{count}";
    }
}
