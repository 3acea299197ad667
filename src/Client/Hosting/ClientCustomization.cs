namespace SessionOrleans.Hosting;

/// <summary>The user's last word on the Orleans client.</summary>
internal sealed record ClientCustomization(Action<IClientBuilder> Configure);
