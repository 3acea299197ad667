namespace SessionOrleans.Hosting;

/// <summary>Why a silo cannot go on.</summary>
internal sealed record FatalError(string Context, Exception? Exception);
