using SessionOrleans.Hosting;

namespace SessionOrleans.Detection;

/// <summary>Detection as a silo does it, with a port of the test's own in place of localhost:6379.</summary>
internal static class Chosen
{
    /// <summary>Where nobody listens.</summary>
    public static string Nowhere() => $"redis://127.0.0.1:{FreePort.Take()}";

    public static async Task<BackendChoice> ByAsync(
        SessionStoreOptions options, string? local = null, bool isDevelopment = false, LogBook? log = null) =>
        await BackendDetection.ChooseAsync(
            new SiloSetup(options, TimeProvider.System, log ?? new LogBook(), IsDevelopment: isDevelopment), CancellationToken.None, local
                ?? Nowhere());
}
