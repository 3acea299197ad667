using System.Net;
using Microsoft.Extensions.Options;
using SessionOrleans.Tls;

namespace SessionOrleans.Configuration;

/// <summary>Names every option that is out of its limits, with the limit and the fix, before anything starts.</summary>
internal sealed class SessionStoreOptionsValidator : IValidateOptions<SessionStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionStoreOptions options)
    {
        var checks = new OptionChecks<SessionStoreOptions>();

        // Where Redis is not used, REDIS_URL may be another component's, in words of its own.
        if (options.Backend is not SessionBackend.Memory)
            RedisPlaceChecks.Check(options, checks);
        checks.Require(nameof(options.Backend), Enum.IsDefined(options.Backend), $"is {options.Backend}. Use Auto, Redis or Memory.");
        checks.Require(nameof(options.Hosting), Enum.IsDefined(options.Hosting), $"is {options.Hosting}. Use Embedded or Client.");
        checks.Require(nameof(options.LockEnforcement), Enum.IsDefined(options.LockEnforcement),
            $"is {options.LockEnforcement}. Use Strict or Advisory.");
        checks.Keep(nameof(options.Prefix), property => SessionLimits.CheckPrefix(options.Prefix, property));
        checks.Keep(nameof(options.DefaultTimeToLive), property => SessionLimits.CheckTimeToLive(options.DefaultTimeToLive, property));
        checks.Keep(nameof(options.LockLease), property => SessionLimits.CheckLease(options.LockLease, property));
        checks.Require(nameof(options.MaxValueBytes), options.MaxValueBytes is >= 1 and <= SessionLimits.LargestMaxValueBytes,
            $"is {options.MaxValueBytes:N0}. It is 1 to {SessionLimits.LargestMaxValueBytes:N0} bytes; split larger values over " +
            "several sessions.");
        checks.Require(nameof(options.MemoryHighWaterMark), options.MemoryHighWaterMark is > 0 and <= 1,
            $"is {options.MemoryHighWaterMark}. It is a part of the memory: above 0, to 1; 0.8 is four fifths.");
        RequirePort(nameof(options.SiloPort), options.SiloPort);
        RequirePort(nameof(options.GatewayPort), options.GatewayPort);
        checks.Require(nameof(options.GatewayPort), options.GatewayPort is null || options.GatewayPort != options.SiloPort,
            $"is {options.GatewayPort}, as SiloPort is. They are two listeners: give each a port of its own.");
        checks.Require(nameof(options.AdvertisedAddress), options.AdvertisedAddress is not { } address || CanBeDialled(address),
            $"is {options.AdvertisedAddress}, which nobody can dial. Give the address under which other processes reach this " +
            "one, or null.");
        RequireSecret(nameof(options.KeySecret), options.KeySecret);
        RequireSecret(nameof(options.PreviousKeySecret), options.PreviousKeySecret);
        checks.Require(nameof(options.PreviousKeySecret), options is not { PreviousKeySecret: not null, KeySecret: null },
            "is set, and KeySecret is not. Set KeySecret to the present secret.");
        checks.Keep(nameof(options.Tls), property => _ = options.Tls is { } tls ? TlsCredentials.Load(tls, property) : null);
        RequireSecret(nameof(options.ClusterSecret), options.ClusterSecret);
        RequireSecret(nameof(options.PreviousClusterSecret), options.PreviousClusterSecret);
        checks.Require(nameof(options.PreviousClusterSecret), options is not { PreviousClusterSecret: not null, ClusterSecret: null },
            "is set, and ClusterSecret is not. Set ClusterSecret to the present secret.");
        checks.Require(nameof(options.AllowUnauthenticatedCluster),
            options is { AllowUnauthenticatedCluster: false } or { ClusterSecret: null, Tls: null },
            "lets everybody in, beside ClusterSecret or Tls, which do not. Leave it out, or them.");
        checks.Require(nameof(options.SerializerOptions), options.SerializerOptions is not null,
            "is null. Leave it as it is, or give a JsonSerializerOptions.");

        return checks.Result;

        // Never the secret itself.
        void RequireSecret(string property, string? secret) =>
            checks.Require(property,
                secret is null || (secret.Length >= SessionLimits.MinSecretLength && SessionLimits.FindHalf(secret) is null),
                $"has {secret?.Length} characters, or is no text. It is {SessionLimits.MinSecretLength} random characters or more: " +
                "openssl rand -base64 32.");

        void RequirePort(string property, int? port) =>
            checks.Require(property, port is null or (>= 1 and <= 65_535),
                $"is {port}. A port is 1 to 65,535; null takes the usual one or the next that is free.");
    }

    private static bool CanBeDialled(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) &&
        !address.Equals(IPAddress.None) && !address.Equals(IPAddress.IPv6None);
}
