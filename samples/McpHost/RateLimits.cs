using System.Threading.RateLimiting;

namespace McpHost;

/// <summary>How often one caller may ask: who signed in by name, who did not by address.</summary>
internal static class RateLimits
{
    private static readonly TokenBucketRateLimiterOptions PerCaller =
        new() { TokenLimit = 500, TokensPerPeriod = 100, ReplenishmentPeriod = TimeSpan.FromSeconds(1) };

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
            context => RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => PerCaller));
    });

    private static string CallerOf(HttpContext context) =>
        context.User.FindFirst("sub") is { } user ? "user " + user.Value : $"address {context.Connection.RemoteIpAddress}";
}
