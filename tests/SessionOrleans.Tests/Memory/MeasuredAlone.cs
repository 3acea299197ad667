namespace SessionOrleans.Memory;

/// <summary>Tests that measure the memory of the process run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
