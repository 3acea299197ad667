namespace SessionOrleans.Hosting;

/// <summary>What the compiler says where a program that uses a store is to be trimmed, or compiled ahead of time.</summary>
internal static class Trimming
{
    public const string NotSupported =
        "SessionOrleans does not work in a trimmed program: Orleans finds its grains, and values become JSON, by reflection. " +
        "Publish without PublishTrimmed and PublishAot; PublishSingleFile works.";
}
