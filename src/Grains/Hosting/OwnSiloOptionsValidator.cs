using Microsoft.Extensions.Options;

namespace SessionOrleans.Hosting;

/// <summary>Refuses a Redis that a silo of the application's own would not use: its sessions would be in memory, and nobody would
/// know.</summary>
internal sealed class OwnSiloOptionsValidator : IValidateOptions<SessionStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionStoreOptions options)
    {
        var asked = options switch
        {
            { Backend: SessionBackend.Memory } => null,
            _ when RedisPlace.WaysOf(options).FirstOrDefault() is { } way => $"SessionStoreOptions.{way} names a Redis",
            { RedisUrl: not null } => "REDIS_URL names a Redis",
            { Backend: SessionBackend.Redis } => "SessionStoreOptions.Backend is Redis",
            _ => null,
        };
        return asked is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{asked}, and siloBuilder.AddSessionStore() keeps sessions in the memory of that silo. For sessions in Redis leave it " +
                "out, and call services.AddSessionStore(): it runs a silo of its own beside the application's Orleans. For memory set " +
                "SessionStoreOptions.Backend to Memory.");
    }
}
