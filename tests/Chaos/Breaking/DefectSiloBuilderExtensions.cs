using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using SessionOrleans.Hosting;
using SessionOrleans.Membership;
using SessionOrleans.Storage;

namespace SessionOrleans.Chaos.Breaking;

/// <summary>Takes a part of the store out of a silo.</summary>
internal static class DefectSiloBuilderExtensions
{
    public static void Break(this ISiloBuilder silo, Defect defect)
    {
        if (defect is Defect.CompareAndSet)
        {
            // The one that silos share, which does not know whether its silo is a member.
            silo.Services.AddSingleton<ISessionStorage>(
                provider => new UncheckedStorage(provider.GetRequiredService<RedisSessionStorage>()));
        }

        if (defect is Defect.CompareAndSet or Defect.Trust)
        {
            silo.Services.AddSingleton<IMembershipLease, BlindTrust>();
            silo.Services.Decorate<IFatalErrorHandler>((_, handler) => new LateFatalErrors(handler));
        }
    }
}
