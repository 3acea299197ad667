namespace SessionOrleans.Telemetry;

/// <summary>Tests that count what the process does run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
