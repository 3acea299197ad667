using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
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
            // The one that silos share, which does not know what its silo's standing is.
            var storage = silo.Services.Select(service => service.ImplementationInstance).OfType<ISessionStorage>().Single();
            silo.Services.AddSingleton<ISessionStorage>(new UncheckedStorage(storage));
        }

        if (defect is Defect.CompareAndSet or Defect.Trust)
        {
            silo.Services.AddSingleton<IMembershipLease, BlindTrust>();
            var handler = (IFatalErrorHandler)silo.Services.Last(
                service => service.ServiceType == typeof(IFatalErrorHandler)).ImplementationInstance!;
            silo.Services.AddSingleton<IFatalErrorHandler>(new LateFatalErrors(handler));
        }
    }
}
