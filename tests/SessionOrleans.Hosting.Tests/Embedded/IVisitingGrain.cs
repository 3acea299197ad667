namespace SessionOrleans.Embedded;

/// <summary>A grain of an application's own Orleans.</summary>
[Alias("SessionOrleans.Tests.IVisitingGrain")]
internal interface IVisitingGrain : IGrainWithStringKey
{
    /// <summary>Counts in a session, from a grain's turn.</summary>
    [Alias("Visit")]
    Task<int> Visit(string id);
}
