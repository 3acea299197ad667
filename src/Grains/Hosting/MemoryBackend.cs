using System.Net;

namespace SessionOrleans.Hosting;

/// <summary>Sessions in this process. One silo, its own primary, that no other joins; other processes reach it as clients.</summary>
internal sealed class MemoryBackend : ISiloBackend
{
    private readonly ServiceCollection _services = new();
    private readonly ServiceProvider _kept;

    public MemoryBackend(SiloSetup setup, BackendChoice choice)
    {
        Address = setup.Options.AdvertisedAddress ?? IPAddress.Loopback;
        Access = SiloAccess.OnMemory(setup, Address);
        _services.AddSingleton(choice);
        _services.AddMemoryBackend(setup.Clock, setup.Handlers.Count > 0 ? EndedSessionKeeping.ValueLife : null);
        _kept = _services.BuildServiceProvider();
    }

    public IPAddress Address { get; }

    public SiloAccess Access { get; }

    public void Configure(ISiloBuilder silo, SiloPorts ports)
    {
        silo.UseDevelopmentClustering(new IPEndPoint(Address, ports.Silo));
        silo.UseInMemoryReminderService();
        foreach (var service in _services)
            silo.Services.AddSingleton(service.ServiceType, _kept.GetRequiredService(service.ServiceType));
    }

    public ValueTask DisposeAsync() => _kept.DisposeAsync();
}
