using Microsoft.AspNetCore.DataProtection.KeyManagement;
using SessionOrleans.Auditing;

namespace SessionOrleans.Mcp;

/// <summary>Acts of administrators, and their lines in the log. Thread-safe.</summary>
internal sealed class SessionAdministration(
    ISessionStore store, RequestStateKeys keys, IOptions<KeyManagementOptions> application, ILoggerFactory loggers,
    TimeProvider? time = null) : ISessionAdministration
{
    private readonly AuditLog _audit = new(loggers);

    private DateTimeOffset Now => (time ?? TimeProvider.System).GetUtcNow();

    public Task<long> RevokeUserAsync(SessionUser user, AdministrativeAct act, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        AdministrativeAct.Check(act);
        var owner = user.Owner ?? throw new ArgumentException(
            "Callers who did not sign in are all alike, so none can be revoked. Pass a signed-in user.", nameof(user));
        return _audit.CarryOutAsync("RevokeUser", owner, act, async () =>
        {
            // First, so that no call creates anew what is ended then.
            await UserBarrier.RaiseAsync(store, owner, Now, cancellationToken).ConfigureAwait(false);
            var ended = await OwnRecords.Use(() => store.Directory.RemoveOwnedAsync(owner, cancellationToken)).ConfigureAwait(false);
            await new OwnSessions(store).SendAsync(ReservedIds.UserRevoked, owner, cancellationToken).ConfigureAwait(false);
            return ended;
        });
    }

    public Task RotateKeysAsync(AdministrativeAct act, CancellationToken cancellationToken = default)
    {
        AdministrativeAct.Check(act);
        return _audit.CarryOutAsync("RotateKeys", target: null, act, () => keys.ManageAsync(manager => Create(manager).KeyId));
    }

    public Task<int> RevokeKeysAsync(AdministrativeAct act, CancellationToken cancellationToken = default)
    {
        AdministrativeAct.Check(act);
        return _audit.CarryOutAsync("RevokeKeys", target: null, act, () => keys.ManageAsync(manager =>
        {
            // By their ids, since a key may have been made by a host whose clock is ahead.
            var older = manager.GetAllKeys().Where(key => !key.IsRevoked).Select(key => key.KeyId).ToList();
            Create(manager);
            foreach (var key in older)
                manager.RevokeKey(key, act.Why);
            return older.Count;
        }));
    }

    private IKey Create(IKeyManager manager) => manager.CreateNewKey(Now, Now + application.Value.NewKeyLifetime);
}
