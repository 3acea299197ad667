using SessionOrleans;

namespace AspireServer;

[SessionKind("counter")]
public sealed record Counter(int Value);
