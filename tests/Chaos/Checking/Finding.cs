namespace SessionOrleans.Chaos.Checking;

/// <summary>One fault that a checker found.</summary>
internal sealed record Finding(Fault Fault, string What);
