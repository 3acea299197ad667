namespace SessionOrleans.AspNetCore.Tests.Caching;

public sealed class HybridCacheMemoryUseTests(MemoryCluster cluster) : HybridCacheUseTests(cluster), IClassFixture<MemoryCluster>;
