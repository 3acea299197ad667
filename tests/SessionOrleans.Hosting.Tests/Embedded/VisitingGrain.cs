namespace SessionOrleans.Embedded;

internal sealed class VisitingGrain(ISessionStore store) : Grain, IVisitingGrain
{
    public async Task<int> Visit(string id) => (await store.UpdateAsync<int>(id, count => count + 1)).Value;
}
