namespace SessionOrleans.Expiry;

public sealed class MemoryEndTests : EndTests;
