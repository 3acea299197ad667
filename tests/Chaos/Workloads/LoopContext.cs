using SessionOrleans.Harness.Outside;

namespace SessionOrleans.Chaos.Workloads;

/// <summary>What the loops of one process share.</summary>
/// <param name="Store">The store under test.</param>
/// <param name="Recorder">Where every call goes through.</param>
/// <param name="Pulse">How well the process keeps time.</param>
/// <param name="Outside">The resource outside that belongs to a lock.</param>
/// <param name="Fenced">Whether tokens are given and looked at.</param>
/// <param name="Pace">The pause between two steps of a loop.</param>
internal sealed record LoopContext(
    ISessionStore Store, Recorder Recorder, Pulse Pulse, Func<string, OutsideSet> Outside, bool Fenced, TimeSpan Pace);
