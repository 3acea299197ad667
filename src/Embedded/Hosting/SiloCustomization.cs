namespace SessionOrleans.Hosting;

/// <summary>The user's last word on the embedded silo.</summary>
internal sealed record SiloCustomization(Action<ISiloBuilder> Configure);
