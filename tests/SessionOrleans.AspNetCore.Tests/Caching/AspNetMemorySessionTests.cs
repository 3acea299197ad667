namespace SessionOrleans.AspNetCore.Tests.Caching;

public sealed class AspNetMemorySessionTests(MemoryCluster cluster) : AspNetSessionTests(cluster), IClassFixture<MemoryCluster>;
