namespace SessionOrleans.Hosting;

/// <summary>Why a silo cannot go on.</summary>
internal sealed record SiloFailure(string Context, Exception? Exception);
