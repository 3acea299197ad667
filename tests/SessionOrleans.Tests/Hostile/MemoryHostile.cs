namespace SessionOrleans.Hostile;

public sealed class MemoryHostile(ITestOutputHelper output) : HostileContract(output);
