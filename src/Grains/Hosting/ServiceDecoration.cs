namespace SessionOrleans.Hosting;

/// <summary>Puts a singleton around the one that was registered for the same service, however that was registered.</summary>
internal static class ServiceDecoration
{
    /// <exception cref="InvalidOperationException">Nothing is registered for <typeparamref name="T"/> yet.</exception>
    public static IServiceCollection Decorate<T>(this IServiceCollection services, Func<IServiceProvider, T, T> decorate)
        where T : class
    {
        var inner = services.LastOrDefault(service => service.ServiceType == typeof(T) && !service.IsKeyedService)
            ?? throw new InvalidOperationException($"No {typeof(T).Name} is registered yet. Register it first, then what goes around it.");
        services.Remove(inner);
        return services.AddSingleton(provider => decorate(provider, (T)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }
}
