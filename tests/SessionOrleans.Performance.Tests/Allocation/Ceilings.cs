namespace SessionOrleans.Performance.Tests.Allocation;

/// <summary>
/// The bytes that a call with a value of 1 KiB may allocate, client, grain and storage together: about a twentieth above what was measured.
/// Where a change makes a call cheaper, lower its ceiling with it. A Debug build allocates more: there, each asynchronous method's state is
/// an object.
/// </summary>
internal static class Ceilings
{
#if DEBUG
    public const double Get = 1_630;
    public const double Set = 4_230;
    public const double Create = 13_600;
    public const double Update = 7_850;
    public const double LockWriteRelease = 8_430;
#else
    public const double Get = 1_500;
    public const double Set = 3_440;
    public const double Create = 12_800;
    public const double Update = 6_820;
    public const double LockWriteRelease = 6_690;
#endif
}
