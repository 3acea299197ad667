namespace SessionOrleans.Dashboard;

/// <summary>What Orleans would give a client, to be taken over into the process's own services.</summary>
internal sealed record DashboardServices(IServiceCollection Services, IConfiguration Configuration) : IClientBuilder;
