namespace SessionOrleans.Packaging.Making;

/// <summary>The packages are made once for all tests.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<Packages>
{
    public const string Name = "Packages";
}
