using System.Diagnostics;

namespace SessionOrleans.Chaos.Output;

/// <summary>Tells on standard error what happens, and when.</summary>
internal sealed class Progress
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    public void Say(string what) => Console.Error.WriteLine($"{Stopwatch.GetElapsedTime(_begun).TotalSeconds,6:0.0} s  {what}");
}
