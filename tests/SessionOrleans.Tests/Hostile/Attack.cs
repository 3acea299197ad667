namespace SessionOrleans.Hostile;

/// <summary>A class of hostile requests: makes one of them, and asserts how it is answered.</summary>
internal sealed record Attack(string Name, Func<Target, Task> MakeAsync);
