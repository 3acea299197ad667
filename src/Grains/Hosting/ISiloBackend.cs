using System.Net;

namespace SessionOrleans.Hosting;

/// <summary>What silos rest on. It outlives them: a silo that is built anew finds what the lost one left.</summary>
internal interface ISiloBackend : IAsyncDisposable
{
    /// <summary>The address under which other processes reach the silo.</summary>
    IPAddress Address { get; }

    /// <summary>Who gets into the silo.</summary>
    SiloAccess Access { get; }

    /// <summary>Gives a silo its storage, its index, its reminders and its cluster.</summary>
    void Configure(ISiloBuilder silo, SiloPorts ports);
}
