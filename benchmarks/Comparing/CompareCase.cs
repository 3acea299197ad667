using SessionOrleans.Benchmarks.Subjects;

namespace SessionOrleans.Benchmarks.Comparing;

/// <summary>One kind of work and its peers.</summary>
/// <param name="Name">As it is asked for with <c>--only</c>.</param>
/// <param name="Work">What is done.</param>
/// <param name="Embedded">Whether our silo, and the bare one, are in this process.</param>
/// <param name="Peers">Whom it is compared with.</param>
/// <param name="ValueBytes">The size of a value, where the case has one of its own.</param>
internal sealed record CompareCase(string Name, Work Work, bool Embedded, Peer[] Peers, int? ValueBytes = null);
