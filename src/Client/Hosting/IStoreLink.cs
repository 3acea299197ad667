namespace SessionOrleans.Hosting;

/// <summary>A way to the grains that starts and stops: a silo in this process, or a client of silos elsewhere.</summary>
internal interface IStoreLink : IStoreConnection
{
    /// <exception cref="SessionStoreUnavailableException">What the link leads to cannot be reached; the message says what to
    /// do.</exception>
    Task StartAsync(CancellationToken cancellationToken);
}
