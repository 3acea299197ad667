namespace SessionOrleans.Performance.Tests.Allocation;

/// <summary>What is allocated is counted in the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
